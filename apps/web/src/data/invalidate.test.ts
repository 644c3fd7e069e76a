import type { AppRouter } from "@alphas/client/trpc"
import { QueryClient } from "@tanstack/react-query"
import { createTRPCClient } from "@trpc/client"
import { createTRPCOptionsProxy } from "@trpc/tanstack-react-query"
import { expect, test } from "vitest"
import { invalidate } from "./invalidate"

test("a month that is locked or opened concerns the campaigns, whose hours were priced again", () => {
  const queries = new QueryClient()
  const client = createTRPCClient<AppRouter>({ links: [] })
  const trpc = createTRPCOptionsProxy<AppRouter>({ client, queryClient: queries })
  const [campaign, tasks] = [trpc.campaigns.get.queryKey({ id: "a" }), trpc.tasks.get.queryKey({ id: "b" })]
  for (const queryKey of [campaign, tasks]) queries.getQueryCache().build(queries, { queryKey })
  invalidate(queries, trpc, ["locked_month"])
  expect([campaign, tasks].map((queryKey) => queries.getQueryState(queryKey)?.isInvalidated)).toEqual([
    true,
    false,
  ])
})
