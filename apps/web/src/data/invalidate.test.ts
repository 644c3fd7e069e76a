import { QueryClient } from "@tanstack/react-query"
import { getQueryKey } from "@trpc/react-query"
import { expect, test } from "vitest"
import { invalidate } from "./invalidate"
import { trpc } from "./trpc"

test("a month that is locked or opened concerns the campaigns, whose hours were priced again", () => {
  const queries = new QueryClient()
  const [campaign, tasks] = [
    getQueryKey(trpc.campaigns.get, { id: "a" }, "query"),
    getQueryKey(trpc.tasks.get, { id: "b" }, "query"),
  ]
  for (const queryKey of [campaign, tasks]) queries.getQueryCache().build(queries, { queryKey })
  invalidate(queries, ["locked_month"])
  expect([campaign, tasks].map((queryKey) => queries.getQueryState(queryKey)?.isInvalidated)).toEqual([
    true,
    false,
  ])
})
