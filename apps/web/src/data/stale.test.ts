import type { AppRouter } from "@alphas/client/trpc"
import { QueryClient } from "@tanstack/react-query"
import { createTRPCClient, type TRPCLink } from "@trpc/client"
import { getQueryKey } from "@trpc/react-query"
import { observable } from "@trpc/server/observable"
import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { Stale } from "./stale"
import { trpc } from "./trpc"

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A page whose mutations answer when the test says so. */
function page() {
  const queries = new QueryClient()
  const stale = new Stale(queries)
  const answers: (() => void)[] = []
  const end: TRPCLink<AppRouter> = () => () =>
    observable((observer) => {
      answers.push(() => {
        observer.next({ result: { type: "data", data: { id: "a", version: 2 } } })
        observer.complete()
      })
    })
  const client = createTRPCClient<AppRouter>({ links: [stale.link(), end] })
  const keys = [
    getQueryKey(trpc.clients.get, { id: "a" }, "query"),
    getQueryKey(trpc.tasks.get, { id: "b" }, "query"),
  ]
  for (const queryKey of keys) queries.setQueryData(queryKey, {})
  const read = vi.spyOn(queries, "invalidateQueries")
  const invalidated = () => keys.map((queryKey) => queries.getQueryState(queryKey)?.isInvalidated)
  return { stale, client, invalidated, read, answer: () => answers.shift()?.() }
}

const archive = { id: "00000000-0000-7000-8000-000000000000", version: 1 }

test("what a mutation of this page records is fetched again without the change feed", async () => {
  const { client, answer, invalidated } = page()
  const sent = client.clients.archive.mutate(archive)
  await vi.advanceTimersByTimeAsync(0)
  answer()
  await sent
  expect(invalidated()).toEqual([false, false])
  await vi.advanceTimersByTimeAsync(50)
  expect(invalidated()).toEqual([true, false])
})

test("what the feed tells while a mutation is on its way waits for it, and for no more than a while", async () => {
  const { client, stale, answer, invalidated } = page()
  const sent = client.clients.archive.mutate(archive)
  await vi.advanceTimersByTimeAsync(0)
  stale.note(["task"])
  await vi.advanceTimersByTimeAsync(1_000)
  expect(invalidated()).toEqual([false, false])
  await vi.advanceTimersByTimeAsync(1_100)
  expect(invalidated()).toEqual([false, true])
  answer()
  await sent
  await vi.advanceTimersByTimeAsync(50)
  expect(invalidated()).toEqual([true, true])
})

test("many mutations one after the other are followed by one fetch", async () => {
  const { client, answer, read } = page()
  for (let each = 0; each < 5; each++) {
    const sent = client.clients.archive.mutate(archive)
    await vi.advanceTimersByTimeAsync(30)
    answer()
    await sent
  }
  await vi.advanceTimersByTimeAsync(100)
  const keys = read.mock.calls.map(([filters]) => JSON.stringify(filters?.queryKey))
  expect(keys.length).toBeGreaterThan(0)
  expect(new Set(keys).size).toBe(keys.length)
})
