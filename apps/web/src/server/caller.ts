import type { Context } from "@alphas/api/context"
import { type AppRouter, appRouter, callerOf } from "@alphas/api/router"
import { readHead } from "@alphas/changes/log"
import { formatPosition } from "@alphas/domain/changes/position"
import { newId } from "@alphas/domain/ids"
import type { QueryClient } from "@tanstack/react-query"
import { createTRPCClient, unstable_localLink } from "@trpc/client"
import { createTRPCQueryUtils } from "@trpc/react-query"
import { cookies, headers } from "next/headers"
import { cache } from "react"
import { makeQueryClient } from "../data/query-client"
import { addressOf } from "./address"
import { reach } from "./reach"
import { services } from "./services"

/**
 * Where the change log ended before this page read anything: the browser follows it from there, and knows of a page
 * that came later than what it has heard of.
 */
export const pageHead = cache(async () => formatPosition(await reach(readHead(services().sql))))

/** The call context of the page that is being rendered: the person whose cookie came with it. One a request. */
export const pageContext = cache(async (): Promise<Context> => {
  const open = services()
  const [head, jar] = [await headers(), await cookies()]
  const identifying = open.auth.identify({ cookies: jar.toString(), authorization: null })
  const [identity] = await Promise.all([reach(identifying), pageHead()])
  return {
    services: open,
    db: open.db,
    identity,
    requestId: newId(),
    idempotencyKey: null,
    address: addressOf(head, open.environment.TRUSTED_PROXIES),
    device: head.get("user-agent")?.slice(0, 300) ?? "",
    cookies: jar.toString(),
    // A page cannot set cookies while it renders.
    setCookie: () => undefined,
  }
})

/** The query cache that this render fills and the browser continues. */
export const pageQueries: () => QueryClient = cache(() => makeQueryClient())

/** Fills this render's query cache by calls in this process: the same keys as in the browser. */
export const pageTrpc = cache(() => {
  const link = unstable_localLink({ router: appRouter, createContext: pageContext })
  const client = createTRPCClient<AppRouter>({ links: [link] })
  return createTRPCQueryUtils<AppRouter>({ client, queryClient: pageQueries() })
})

/** Calls a procedure in this process, for what is not a query of one page. */
export const pageCaller = cache(async () => callerOf(await pageContext()))
