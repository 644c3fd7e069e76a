import { AlphasError, type AlphasReason } from "@alphas/client/trpc"
import { expect, it } from "vitest"
import { makeQueryClient } from "./query-client"

/** What a page still shows of an answer when asking again is refused. */
async function keptOver(reason: AlphasReason) {
  const queries = makeQueryClient()
  const queryKey = ["clients"]
  await queries.fetchQuery({ queryKey, queryFn: () => ["Adler"] })
  const again = queries.fetchQuery({
    queryKey,
    staleTime: 0,
    queryFn: () => Promise.reject(new AlphasError("No.", { reason, status: null })),
  })
  await expect(again).rejects.toThrow("No.")
  return queries.getQueryData(queryKey)
}

it("forgets what is no longer the reader's, and keeps what only could not be asked for again", async () => {
  for (const reason of ["forbidden", "not_found"] as const) expect(await keptOver(reason)).toBeUndefined()
  for (const reason of ["unreachable", "internal"] as const) expect(await keptOver(reason)).toEqual(["Adler"])
})
