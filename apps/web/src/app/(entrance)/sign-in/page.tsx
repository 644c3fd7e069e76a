import type { Metadata } from "next"
import { redirect } from "next/navigation"
import { nextPath } from "../../../features/session/next-path"
import { SignInForm } from "../../../features/session/sign-in-form"
import { pageContext } from "../../../server/caller"

export const metadata: Metadata = { title: "Sign in" }

export default async function Page({ searchParams }: { searchParams: Promise<{ next?: string | string[] }> }) {
  const { next } = await searchParams
  const path = nextPath(typeof next === "string" ? next : null)
  const { identity } = await pageContext()
  if (identity !== null) redirect(path)
  return <SignInForm next={path} agency={null} registrationOpen={false} />
}
