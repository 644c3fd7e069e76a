import { connect } from "@alphas/db/connection"
import { makeUser } from "@alphas/db/factories"
import { users } from "@alphas/db/schema/users"
import { eq } from "drizzle-orm"
import { afterAll, beforeAll, expect, test } from "vitest"
import { handleHttp } from "./http"
import { type TestApi, testApi } from "./testing"

let api: TestApi
beforeAll(async () => {
  api = await testApi()
})
afterAll(() => api.close())

test("a statement that takes too long is an answer of its own, which no client repeats by itself", async () => {
  const user = await makeUser(api.database.connection.db)
  const hurried = connect(api.database.url, { pool: 1, statementTimeout: 200 })
  const { identity } = api.contextOf(user)
  const services = {
    ...api.services,
    ...hurried,
    auth: { ...api.services.auth, identify: async () => identity },
  }
  try {
    const answer = await api.database.connection.db.transaction(async (tx) => {
      await tx.select().from(users).where(eq(users.id, user.id)).for("update")
      return handleHttp(services, {
        method: "POST",
        path: "account.update",
        query: new URLSearchParams(),
        header: (name) => (name === "content-type" ? "application/json" : undefined),
        address: "192.0.2.1",
        body: async () => JSON.stringify({ version: 1, changes: { name: "Other" } }),
      })
    })
    expect(answer.status).toBe(504)
    expect(JSON.parse(answer.body).error).toMatchObject({
      message: expect.stringMatching(/too long.*nothing was changed/),
      data: { reason: "timeout" },
    })
  } finally {
    await hurried.close()
  }
})

/** As many calls in one batch as one network may have at once without a session. */
const atOnce = 10

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
  for (let n = 0; n < 1_200 / atOnce + 1; n++) {
    statuses.push((await ask(`2001:db8::${n + 1}`, atOnce)).status)
  }
  expect(new Set(statuses.slice(0, -1))).toEqual(new Set([200]))
  expect(statuses.at(-1)).toBe(429)
  expect((await ask("2001:db8:1::1", 1)).status).toBe(200)
})
