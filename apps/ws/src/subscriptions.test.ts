import { once } from "node:events"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { setTimeout as sleep } from "node:timers/promises"
import { makeUser } from "@alphas/db/factories"
import { users } from "@alphas/db/schema/users"
import { tracked } from "@trpc/server"
import { eq } from "drizzle-orm"
import { afterAll, beforeAll, expect, test } from "vitest"
import { type WebSocket, WebSocketServer } from "ws"
import { defaultBounds } from "./bounds"
import { Credentials } from "./credentials"
import { Outlet } from "./outlet"
import { type Ending, Subscriptions } from "./subscriptions"
import { RawSocket, type TestServer, testServer } from "./testing"

let server: TestServer
let credentials: Credentials
beforeAll(async () => {
  server = await testServer()
  credentials = new Credentials(server.api.services.sql, 50)
})
afterAll(async () => {
  credentials.close()
  await server.close()
})

/** Subscriptions over a line of their own, with a person behind them. */
async function line() {
  const { db } = server.api.services
  const person = await makeUser(db, { role: "manager" })
  const { token } = await server.api.as(person).account.createToken({ name: "t", scope: "read", days: 1 })
  const identity = {
    viewer: { id: person.id, role: person.role, clientId: null, name: person.name, email: person.email },
    via: { kind: "token", id: token.id, scope: "read" },
  } as const
  const ctx = server.api.contextOf(person, { identity })
  const http = createServer().listen(0, "127.0.0.1")
  await once(http, "listening")
  const sockets = new WebSocketServer({ server: http, perMessageDeflate: false })
  const accepted = once(sockets, "connection")
  const client = await RawSocket.open(`ws://127.0.0.1:${(http.address() as AddressInfo).port}`) // it listens on TCP
  const [socket, request] = (await accepted) as [WebSocket, { socket: import("node:stream").Duplex }] // what ws emits
  const failures: unknown[] = []
  const endings: Ending[] = []
  const outlet = new Outlet(socket, request.socket, { ...defaultBounds, highWater: 1_000 })
  const subscriptions = new Subscriptions({
    outlet,
    credentials,
    limit: 5,
    fail: (_id, cause) => failures.push(cause),
    close: (why) => endings.push(why),
  })
  request.socket.on("drain", () => subscriptions.pump())
  return {
    person,
    client,
    subscriptions,
    failures,
    endings,
    follow: (id: number, result: unknown) =>
      subscriptions.start(id, "test.live", async () => ({ ctx, result })),
    close: () => {
      client.socket.terminate()
      http.close()
    },
  }
}

test("any async iterable can be followed: items with and without a position, an end, an error", async () => {
  const { client, follow, failures, close } = await line()
  await follow(
    1,
    (async function* () {
      yield { step: 1 }
      yield tracked("here", { step: 2 })
      yield undefined
    })(),
  )
  await client.until(({ result }) => result?.type === "stopped")
  expect(client.received.map(({ result }) => result)).toEqual([
    { type: "started" },
    { type: "data", data: { step: 1 } },
    { type: "data", id: "here", data: { id: "here", data: { step: 2 } } },
    { type: "data", data: null },
    { type: "stopped" },
  ])
  const broken = new Error("It broke.")
  await follow(
    2,
    (async function* () {
      yield 1
      throw broken
    })(),
  )
  await client.until(({ id, result }) => id === 2 && result?.type === "stopped")
  await follow(3, { nothing: "to follow" })
  expect(failures[0]).toBe(broken)
  expect(String(failures[1])).toContain("test.live returned nothing that can be followed")
  close()
})

test("an iterable waits for its reader, and is left when it is stopped", async () => {
  const { client, follow, subscriptions, close } = await line()
  client.socket.pause()
  let made = 0
  let left = false
  await follow(
    1,
    (async function* () {
      try {
        for (;;) yield `${++made} ${"x".repeat(100_000)}`
      } finally {
        left = true
      }
    })(),
  )
  await expect
    .poll(async () => {
      const before = made
      await sleep(100)
      return before > 0 && made === before
    })
    .toBe(true)
  const filled = made
  client.socket.resume()
  await expect.poll(() => made).toBeGreaterThan(filled)
  subscriptions.stop(1)
  await expect.poll(() => left).toBe(true)
  close()
})

test("a stop that comes before the start is heard, and the id is free again", async () => {
  const { client, subscriptions, follow, close } = await line()
  let answer: (called: never) => void = () => undefined
  const starting = subscriptions.start(1, "test.live", () => new Promise((resolve) => (answer = resolve)))
  subscriptions.stop(1)
  answer(undefined as never) // nobody looks at it any more
  await starting
  await client.until(({ result }) => result?.type === "stopped")
  await follow(1, (async function* () {})())
  await client.until(({ result }) => result?.type === "started")
  await expect
    .poll(() => client.received.map(({ result }) => result?.type))
    .toEqual(["stopped", "started", "stopped"])
  close()
})

test("when a person's role changes, what does not follow their rights by itself must begin anew", async () => {
  const { person, follow, endings, close } = await line()
  await follow(
    1,
    (async function* () {
      await sleep(10_000, undefined, { ref: false })
      yield 1
    })(),
  )
  await sleep(100)
  expect(endings).toEqual([])
  await server.api.services.db.update(users).set({ role: "finance" }).where(eq(users.id, person.id))
  await expect.poll(() => endings[0]).toBe("rightsChanged")
  close()
})
