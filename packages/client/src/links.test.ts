import { createTRPCClient, type TRPCLink } from "@trpc/client"
import { afterEach, beforeEach, expect, test } from "vitest"
import { AlphasError } from "./alphas-error"
import { alphasLinks } from "./links"
import type { AlphasOptions } from "./options"
import { type TestRouter, TestServer } from "./test-server"

let server: TestServer
beforeEach(async () => {
  server = await TestServer.start()
})
afterEach(() => server.stop())

const clientOf = (options: Partial<AlphasOptions> = {}) =>
  createTRPCClient<TestRouter>({
    // The links know only the router's type of AppRouter, and carry any other.
    links: alphasLinks({ url: server.url, ...options }) as unknown as TRPCLink<TestRouter>[],
  })

/** The failure of a call that has to fail. */
async function failureOf(call: Promise<unknown>): Promise<AlphasError> {
  const error: unknown = await call.then(
    () => null,
    (failure) => failure,
  )
  if (!(error instanceof AlphasError)) throw new Error(`Expected an AlphasError, got ${String(error)}.`)
  return error
}

/** Carries out each request and loses the first answers on the way back. */
function losing(answers: number): typeof fetch {
  return async (input, init) => {
    const response = await fetch(input, init)
    if (answers-- > 0) throw new TypeError("fetch failed")
    return response
  }
}

const rateLimited = JSON.stringify({
  error: {
    code: -32029,
    message: "Too many requests. Try again in 7 seconds.",
    data: {
      code: "TOO_MANY_REQUESTS",
      httpStatus: 429,
      reason: "rate_limit",
      fields: {},
      requestId: "r",
      retryAfter: 7,
    },
  },
})

test("queries of one moment share GET requests of at most 20 calls", async () => {
  const client = clientOf()
  const lengths = await Promise.all(
    Array.from({ length: 45 }, (_, index) => client.echo.query({ text: "x".repeat(index) })),
  )
  expect(lengths).toEqual(Array.from({ length: 45 }, (_, index) => index))
  const calls = server.requests.map((request) => /^GET \/api\/trpc\/([^?]+)\?batch=1/.exec(request)?.[1])
  expect(calls.map((paths) => paths?.split(",").length)).toEqual([20, 20, 5])
})

test("no address grows beyond what servers take, and a query too long for a batch goes alone", async () => {
  const client = clientOf()
  const long = Array.from({ length: 8 }, () => client.echo.query({ text: "x".repeat(1_500) }))
  const longer = client.echo.query({ text: "y".repeat(9_000) })
  expect(await Promise.all([...long, longer])).toEqual([...Array(8).fill(1_500), 9_000])
  const batches = server.requests.filter((request) => request.includes("batch=1"))
  expect(Math.max(...batches.map((request) => request.length))).toBeLessThanOrEqual(6_000)
  expect(server.requests.length - batches.length).toBe(1)
})

test("a mutation whose answers were lost is repeated under one key and takes effect once", async () => {
  const client = clientOf({ fetch: losing(2) })
  expect(await client.notes.add.mutate({ text: "once" })).toBe(1)
  expect(server.state.notes).toEqual(["once"])
  expect(server.requests).toEqual(Array(3).fill("POST /api/trpc/notes.add"))
  expect(new Set(server.keys).size).toBe(1)
  expect(server.keys[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})

test("every logical call has a key of its own, unless the caller gives one", async () => {
  const client = clientOf()
  await Promise.all([client.notes.add.mutate({ text: "a" }), client.notes.add.mutate({ text: "b" })])
  await client.notes.add.mutate({ text: "c" }, { context: { idempotencyKey: "mine" } })
  expect(new Set(server.keys).size).toBe(3)
  expect(server.keys[2]).toBe("mine")
})

test("a server that is away for a moment (503) is asked again, for queries and mutations", async () => {
  let refusals = 2
  server.instead = () => (refusals-- > 0 ? { status: 503, type: "text/html", body: "<h1>Busy</h1>" } : null)
  const client = clientOf()
  expect(await client.echo.query({ text: "abc" })).toBe(3)
  refusals = 2
  expect(await client.notes.add.mutate({ text: "a" })).toBe(1)
})

test("what does not pass is given up after five attempts, or one when the call says so", async () => {
  server.instead = () => ({ status: 503, type: "text/html", body: "" })
  const error = await failureOf(clientOf().echo.query({ text: "" }))
  expect(error).toMatchObject({ name: "AlphasError", reason: "unreachable", status: 503, requestId: "" })
  expect(server.requests.length).toBe(5)
  await failureOf(clientOf().notes.add.mutate({ text: "" }, { context: { retry: false } }))
  expect(server.requests.length).toBe(6)
})

test("a port where nobody listens is 'unreachable', with the address and without the token", async () => {
  await server.stop()
  const client = clientOf({ token: "alp_secret" })
  const error = await failureOf(client.echo.query({ text: "" }, { context: { retry: false } }))
  expect(error).toMatchObject({ reason: "unreachable", status: null })
  expect(error.message).toBe(
    `${server.url} cannot be reached. Check the address and the connection, then try again.`,
  )
  await server.start()
})

test("a page that is not the API is named as such and not asked again", async () => {
  server.instead = () => ({ status: 404, type: "text/html", body: "<h1>Not found</h1>" })
  const error = await failureOf(clientOf().echo.query({ text: "" }))
  expect(error.message).toBe(`The server at ${server.url} is not Alphas (status 404). Check the address.`)
  expect(server.requests.length).toBe(1)
})

test("a refusal is told once, with its reason, fields, request id and the row as it is now", async () => {
  const fields = { name: ["Taken."] }
  const details = { reason: "stale_version" as const, fields, current: { version: 3 } }
  const error = await failureOf(clientOf().refuse.query(details))
  expect(error).toBeInstanceOf(Error)
  expect(error).toMatchObject({ ...details, message: "Somebody was faster.", status: 409 })
  expect(error.requestId).toBe("request-1")
  expect(server.requests.length).toBe(1)
})

test("when a whole batch is refused every call of it hears why and how long to wait", async () => {
  server.instead = () => ({ status: 429, type: "application/json", body: rateLimited })
  const client = clientOf()
  const errors = await Promise.all([1, 2, 3].map(() => failureOf(client.echo.query({ text: "" }))))
  expect(errors.map(({ reason, retryAfter }) => [reason, retryAfter])).toEqual(
    Array(3).fill(["rate_limit", 7]),
  )
  expect(server.requests.length).toBe(1)
})

test("a call that its caller gave up ends at once and is not repeated", async () => {
  server.instead = () => ({ status: 503, type: "text/html", body: "" })
  const giveUp = new AbortController()
  const call = failureOf(clientOf().notes.add.mutate({ text: "" }, { signal: giveUp.signal }))
  await expect.poll(() => server.requests.length).toBe(1)
  giveUp.abort()
  expect((await call).reason).toBe("aborted")
  const before = await failureOf(clientOf().echo.query({ text: "" }, { signal: AbortSignal.abort() }))
  expect(before.reason).toBe("aborted")
  expect(server.requests.length).toBe(1)
})

test("the token goes with every request, as it is at that moment", async () => {
  const tokens = ["first", undefined]
  const client = clientOf({ token: () => tokens.shift() })
  expect(await client.whoAmI.query()).toBe("first")
  expect(await client.whoAmI.query()).toBe(null)
  expect(await clientOf({ token: "alp_x" }).whoAmI.query()).toBe("alp_x")
})
