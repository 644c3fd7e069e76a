import { may, type Permission } from "@alphas/domain/permissions"
import type { Me, SignInState } from "@alphas/domain/users/dto"
import { dehydrate, HydrationBoundary } from "@tanstack/react-query"
import { TRPCError } from "@trpc/server"
import { headers } from "next/headers"
import { notFound, redirect } from "next/navigation"
import { cache, type ReactNode } from "react"
import { AsOf } from "../data/as-of"
import { pageContext, pageHead, pageQueries, pageTrpc } from "./caller"
import { reach } from "./reach"

/**
 * The person whose page this is; who is not signed in is sent to sign in and comes back. With a permission, a page
 * that their role does not have answers as if it did not exist.
 */
export async function signedIn(permission?: Permission): Promise<Me> {
  const me = await currentMe()
  if (permission !== undefined && !may(me.role, permission)) notFound()
  return me
}

const currentMe = cache(async (): Promise<Me> => {
  const { identity } = await pageContext()
  if (identity === null) {
    const path = (await headers()).get("x-alphas-path") ?? "/"
    redirect(path === "/" ? "/sign-in" : `/sign-in?next=${encodeURIComponent(path)}`)
  }
  return reach(pageTrpc().session.me.fetch())
})

/** What a page fetches of the row that its address names; a row that one may not see is a page that does not exist. */
export async function orNotFound<Row>(fetching: Promise<Row>): Promise<Row> {
  try {
    return await reach(fetching)
  } catch (error) {
    if (error instanceof TRPCError && error.code === "NOT_FOUND") notFound()
    throw error
  }
}

/** Hands what this render has prefetched to the browser's query cache. Wrap a page's client component in it. */
export async function Hydrated({ children }: { children: ReactNode }) {
  return (
    <HydrationBoundary state={dehydrate(pageQueries())}>
      <AsOf head={await pageHead()} />
      {children}
    </HydrationBoundary>
  )
}

/** What the pages for strangers need to know. */
export const signInState = (): Promise<SignInState> => reach(pageTrpc().session.state.fetch())

export interface PageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** A page's query as `readAddress` takes it. */
export async function searchOf(searchParams: PageProps["searchParams"]): Promise<URLSearchParams> {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(await searchParams)) {
    for (const each of Array.isArray(value) ? value : [value])
      if (each !== undefined) search.append(name, each)
  }
  return search
}
