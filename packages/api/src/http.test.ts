import { afterAll, beforeAll, expect, test } from "vitest"
import { batchLimit } from "./border"
import { handleHttp } from "./http"
import { type TestApi, testApi } from "./testing"

let api: TestApi
beforeAll(async () => {
  api = await testApi()
})
afterAll(() => api.close())

const ask = (address: string, calls: number) =>
  handleHttp(api.services, {
    method: "GET",
    path: Array(calls).fill("session.state").join(","),
    query: new URLSearchParams({
      batch: "1",
      input: JSON.stringify(Object.fromEntries(Array.from({ length: calls }, (_, index) => [index, {}]))),
    }),
    header: () => undefined,
    address,
    body: async () => "",
  })

test("a batch counts as its calls against the limit of its network", async () => {
  const statuses: number[] = []
  for (let n = 0; n < 1_200 / batchLimit + 1; n++) {
    statuses.push((await ask(`2001:db8::${n + 1}`, batchLimit)).status)
  }
  expect(new Set(statuses.slice(0, -1))).toEqual(new Set([200]))
  expect(statuses.at(-1)).toBe(429)
  expect((await ask("2001:db8:1::1", 1)).status).toBe(200)
})
