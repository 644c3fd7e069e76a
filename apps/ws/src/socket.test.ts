import { once } from "node:events"
import { connect } from "node:net"
import { makeUser, type UserRow } from "@alphas/db/factories"
import { apiTokens, sessions } from "@alphas/db/schema/users"
import { newId } from "@alphas/domain/ids"
import { eq, sql } from "drizzle-orm"
import { afterAll, afterEach, beforeAll, expect, test } from "vitest"
import { RawSocket, stockClient, type TestServer, testServer } from "./testing"

let server: TestServer
let admin: UserRow
let cookie: string
const ours = { origin: "http://localhost:3000" }
const opened: { close(): unknown }[] = []

beforeAll(async () => {
  server = await testServer({ recheck: 200, highWater: 64_000, cutOff: 200_000, stall: 800 })
  admin = await makeUser(server.api.services.db, { role: "admin" })
  cookie = await server.signIn(admin)
})
afterEach(async () => {
  for (const each of opened.splice(0)) await each.close()
})
afterAll(() => server.close())

const raw = async (headers: Record<string, string> = { ...ours, cookie }, path = "") => {
  const socket = await RawSocket.open(server.ws + path, headers)
  opened.push(socket.socket)
  return socket
}
const announcement = (id = newId()) => ({ entity: "settings" as const, id })

test("tRPC's own client calls, subscribes, and after its socket was killed goes on where it was", async () => {
  const { client, sockets, close } = stockClient(server.ws, { ...ours, cookie })
  opened.push({ close })
  expect((await client.account.me.query()).id).toBe(admin.id)
  const created = await client.clients.create.mutate({ name: "Made over a socket", currency: "EUR" })
  const ids: string[] = []
  const kinds: string[] = []
  const ready = new Promise<void>((resolve) => {
    const subscription = client.changes.live.subscribe(undefined, {
      onData: ({ data }) => {
        kinds.push(data.kind)
        if (data.kind === "change" && data.entity === "settings") ids.push(data.id)
        if (data.kind === "ready") resolve()
      },
    })
    opened.push({ close: () => subscription.unsubscribe() })
  })
  await ready
  const wished = Array.from({ length: 60 }, () => newId())
  for (const [index, id] of wished.entries()) {
    await server.write(announcement(id))
    if (index % 20 === 10) sockets.at(-1)?.terminate()
  }
  await expect.poll(() => ids.length, { timeout: 5_000 }).toBe(60)
  expect(ids).toEqual(wished)
  expect(sockets.length).toBeGreaterThan(3)
  expect(kinds.filter((kind) => kind !== "change")).toEqual(["ready"])
  expect((await client.clients.get.query({ id: created.id })).name).toBe("Made over a socket")
})

test("tRPC's own client signs in by API token in its connection parameters", async () => {
  const { secret } = await server.api.as(admin).account.createToken({ name: "t", scope: "read", days: 1 })
  const { client, close } = stockClient(server.ws, {}, { token: secret })
  opened.push({ close })
  expect((await client.account.me.query()).id).toBe(admin.id)
  await expect(client.clients.create.mutate({ name: "x", currency: "EUR" })).rejects.toMatchObject({
    data: { reason: "read_only_token" },
  })
})

test("whoever is not signed in gets an error for each call, and the socket stays", async () => {
  const socket = await raw({ ...ours, cookie: "alphas_session=nonsense" })
  socket.send({ id: 1, method: "query", params: { path: "account.me" } })
  socket.follow(2)
  expect((await socket.until(({ id }) => id === 1)).error?.data.reason).toBe("unauthenticated")
  expect((await socket.until(({ id }) => id === 2)).error?.data.reason).toBe("unauthenticated")
  socket.send({ id: 3, method: "query", params: { path: "session.state" } })
  expect((await socket.until(({ id }) => id === 3)).result?.type).toBe("data")
})

test.each([
  ["a foreign page", { origin: "https://evil.example" }],
  ["a page of another port", { origin: "http://localhost:3999" }],
  ["a sandboxed frame", { origin: "null" }],
  ["who does not say where from", {}],
])("a socket with a cookie from %s is not opened", async (_, headers) => {
  await expect(RawSocket.open(server.ws, { ...headers, cookie })).rejects.toThrow("403")
})

test("a foreign page may connect with a token it was given, and without one does nothing", async () => {
  const { secret } = await server.api.as(admin).account.createToken({ name: "t", scope: "read", days: 1 })
  const headers = { origin: "https://evil.example" }
  await expect(RawSocket.open(server.ws, headers)).rejects.toThrow("403")
  const [bare, bearer] = [
    await raw(headers, "/?connectionParams=1"),
    await raw(headers, "/?connectionParams=1"),
  ]
  bare.send({ method: "connectionParams", data: null })
  bare.send({
    id: 1,
    method: "mutation",
    params: { path: "session.askReset", input: { email: "a@b.example" } },
  })
  expect((await bare.until(({ id }) => id === 1)).error?.data.reason).toBe("foreign_origin")
  bearer.send({ method: "connectionParams", data: { token: secret } })
  bearer.send({ id: 1, method: "query", params: { path: "account.me" } })
  expect((await bearer.until(({ id }) => id === 1)).result?.data).toMatchObject({ id: admin.id })
})

test("a message holds at most 20 calls", async () => {
  const socket = await raw()
  const call = (id: number) => ({ id, method: "query", params: { path: "account.me" } })
  socket.send(Array.from({ length: 20 }, (_, index) => call(index + 100)))
  await socket.until(({ id, result }) => id === 119 && result !== undefined)
})

test("a socket runs at most 20 calls and 20 subscriptions at once", async () => {
  const socket = await raw()
  const calls = (from: number, method: string, path: string) =>
    Array.from({ length: 20 }, (_, index) => ({ id: from + index, method, params: { path } }))
  socket.send(calls(1, "query", "account.me"))
  socket.send([{ id: 50, method: "query", params: { path: "account.me" } }])
  expect((await socket.until(({ id }) => id === 50)).error?.data.reason).toBe("limit")
  await expect.poll(() => socket.received.filter(({ result }) => result !== undefined).length).toBe(20)
  socket.send(calls(100, "subscription", "changes.live"))
  for (let id = 100; id < 120; id++) {
    await socket.until((message) => message.id === id && message.result?.type === "started")
  }
  socket.follow(200)
  expect((await socket.until(({ id }) => id === 200)).error?.data.reason).toBe("limit")
  socket.send({ id: 100, method: "subscription.stop" })
  await socket.until(({ id, result }) => id === 100 && result?.type === "stopped")
  socket.follow(201)
  await socket.until(({ id, result }) => id === 201 && result?.type === "started")
})

test("a socket that sends too much is told so and closed", async () => {
  const socket = await raw()
  for (let index = 0; index < 250; index++) socket.send("PING")
  expect(await socket.closed).toBe(1008)
  expect(socket.received.at(-1)?.error?.data.reason).toBe("rate_limit")
})

test("a message over 64 KiB closes the socket", async () => {
  const socket = await raw()
  socket.send("x".repeat(65 * 1024))
  expect(await socket.closed).toBe(1009)
})

test.each([
  ["no JSON", "{"],
  ["null", "null"],
  ["a number", "7"],
  ["no method", '{"id":1}'],
  ["an unknown method", '{"id":1,"method":"drop","params":{"path":"a"}}'],
  ["no path", '{"id":1,"method":"query","params":{}}'],
  ["an id that is an object", '{"id":{},"method":"query","params":{"path":"account.me"}}'],
  ["no id", '{"id":null,"method":"query","params":{"path":"account.me"}}'],
])("a message that is wrong (%s) gets an error, and the socket goes on", async (_, text) => {
  const socket = await raw()
  socket.send(text)
  expect((await socket.until(({ error }) => error !== undefined)).error?.data.reason).toBe("invalid")
  socket.send("PING")
  await socket.until(({ method }) => method === "PONG")
})

test("an unknown procedure, a wrong kind and a bad input each get their error", async () => {
  const socket = await raw()
  socket.send([
    { id: 1, method: "query", params: { path: "no.such" } },
    { id: 2, method: "query", params: { path: "clients.create" } },
    { id: 3, method: "query", params: { path: "clients.get", input: { id: "x", more: 1 } } },
    { id: 4, method: "subscription", params: { path: "account.me" } },
  ])
  await socket.until(({ id }) => id === 4)
  await expect.poll(() => socket.received.length).toBe(4)
  const reasons = Object.fromEntries(socket.received.map(({ id, error }) => [id, error?.data.reason]))
  expect(reasons).toEqual({ 1: "no_procedure", 2: "no_procedure", 3: "invalid", 4: "no_procedure" })
})

test("an id is taken by one subscription at a time", async () => {
  const socket = await raw()
  socket.follow(1)
  socket.follow(1)
  const failed = await socket.until(({ error }) => error !== undefined)
  expect(failed.error?.data.reason).toBe("invalid")
})

const within = async (socket: RawSocket, milliseconds: number) =>
  Promise.race([socket.closed, new Promise((resolve) => setTimeout(resolve, milliseconds, "still open"))])

test("a socket is closed within a second after its session, token or person is ended, and hears nothing more", async () => {
  const person = await makeUser(server.api.services.db, { role: "admin" })
  const caller = server.api.as(person)
  const follow = async (headers: Record<string, string>) => {
    const socket = await raw(headers)
    socket.follow(1)
    await socket.until(({ result }) => result?.type === "data")
    return socket
  }
  const one = await follow({ ...ours, cookie: await server.signIn(person) })
  const other = await follow({ ...ours, cookie })
  const [session] = await caller.account.sessions()
  await caller.account.revokeSession({ id: session?.id ?? "" })
  expect(await within(one, 1_000)).toBe(4401)

  const token = await caller.account.createToken({ name: "t", scope: "read", days: 1 })
  const two = await follow({ authorization: `Bearer ${token.secret}` })
  await caller.account.revokeToken({ id: token.token.id })
  expect(await within(two, 1_000)).toBe(4401)

  const three = await follow({ ...ours, cookie: await server.signIn(person) })
  await server.api.as(admin).users.disable({ id: person.id, version: person.version })
  expect(await within(three, 1_000)).toBe(4401)
  const heard = three.changes.length
  await server.write(announcement())
  await other.until(({ result }) => JSON.stringify(result?.data ?? "").includes('"settings"'))
  expect(three.changes.length).toBe(heard)
  expect(other.socket.readyState).toBe(other.socket.OPEN)
})

test("a session or token that runs out, or is taken away past the log, ends its socket at the next look", async () => {
  const { db } = server.api.services
  const person = await makeUser(db, { role: "admin" })
  const { secret } = await server.api.as(person).account.createToken({ name: "t", scope: "read", days: 1 })
  const sockets = [
    await raw({ ...ours, cookie: await server.signIn(person) }),
    await raw({ authorization: `Bearer ${secret}` }),
  ]
  for (const socket of sockets) {
    socket.follow(1)
    await socket.until(({ result }) => result?.type === "data")
  }
  await db.update(sessions).set({ expiresAt: new Date().toISOString() }).where(eq(sessions.userId, person.id))
  await db.update(apiTokens).set({ revokedAt: sql`now()` }).where(eq(apiTokens.userId, person.id))
  expect(await Promise.all(sockets.map((socket) => within(socket, 1_000)))).toEqual([4401, 4401])
})

test("a role that is taken away is in force on the open socket within a second", async () => {
  const { db } = server.api.services
  const person = await makeUser(db, { role: "admin" })
  const socket = await raw({ ...ours, cookie: await server.signIn(person) })
  socket.follow(1)
  await socket.until(({ result }) => result?.type === "data")
  await server.api
    .as(admin)
    .users.changeRole({ id: person.id, version: person.version, role: "team_member", clientId: null })
  await socket.until(({ result }) => JSON.stringify(result?.data ?? "").includes('"access"'), 1_000)
  await server.write({ entity: "client", id: newId(), clientId: newId() }, announcement())
  await socket.until(({ result }) => JSON.stringify(result?.data ?? "").includes('"settings"'))
  expect(socket.changes.map(({ entity }) => entity)).toEqual(["user", "settings"])
})

test("a reader that does not read its answers is cut off at the bound", async () => {
  const socket = await raw()
  const kept = server.server.sockets
  socket.socket.pause()
  const path = "changes.audit"
  await server.write(...Array.from({ length: 300 }, () => announcement()))
  for (let round = 0; round < 400 && server.server.sockets === kept; round++) {
    socket.send({ id: round, method: "query", params: { path, input: { limit: 200 } } })
    await new Promise((resolve) => setTimeout(resolve, 12))
  }
  expect(server.server.sockets).toBe(kept - 1)
})

test("a subscriber that does not read is cut off without a megabyte waiting for it, and goes on with its last position", async () => {
  const socket = await raw()
  socket.follow(1)
  const first = await socket.until(({ result }) => result?.type === "data")
  const before = server.server.sockets
  socket.socket.pause()
  const ids = Array.from({ length: 3_000 }, () => newId())
  // Large ones: the system takes some megabytes for a reader who reads nothing.
  const verb = "x".repeat(4_000)
  for (let at = 0; at < ids.length; at += 500) {
    await server.write(...ids.slice(at, at + 500).map((id) => ({ ...announcement(id), verb })))
  }
  await expect.poll(() => server.server.sockets, { timeout: 10_000 }).toBe(before - 1)
  const again = await raw()
  again.follow(1, first.result?.id)
  await again.until(({ result }) => JSON.stringify(result?.data ?? "").includes(ids.at(-1) ?? "none"), 10_000)
  // What the tests before it wrote may come first: the position is that of the beginning.
  const written = new Set(ids)
  expect(again.changes.map(({ id }) => id).filter((id) => written.has(id))).toEqual(ids)
}, 30_000)

test("a socket that does not answer pings is dropped", async () => {
  const impatient = await testServer({ heartbeat: 50 })
  opened.push(impatient)
  const socket = await RawSocket.open(impatient.ws, ours)
  socket.socket.pause()
  await expect.poll(() => impatient.server.sockets).toBe(0)
  const alive = await RawSocket.open(impatient.ws, ours)
  await new Promise((resolve) => setTimeout(resolve, 200))
  expect(alive.socket.readyState).toBe(alive.socket.OPEN)
})

test("fields named like what every object has are refused like any other, and nothing ends", async () => {
  const socket = await raw({})
  const names = ["constructor", "toString", "__proto__", "hasOwnProperty"]
  for (const [id, name] of names.entries()) {
    socket.send(`{"id":${id},"method":"mutation","params":{"path":"session.signIn","input":{"${name}":1}}}`)
  }
  await expect.poll(() => socket.received.length).toBe(names.length)
  for (const { error } of socket.received)
    expect(error?.data).toMatchObject({ reason: "invalid", httpStatus: 400 })
  const batch = await fetch(`${server.http}/clients.create,clients.create?batch=1`, {
    method: "POST",
    headers: { ...ours, cookie, "content-type": "application/json" },
    body: '{"0":{"name":"Of a batch"},"1":{"name":"Of a batch","constructor":1}}',
  })
  expect(batch.status).toBe(207)
})

test("a socket that is refused and then reset ends nothing", async () => {
  for (const path of ["/nope", "/"]) {
    const line = connect(server.server.port, "127.0.0.1")
    line.write(
      `GET ${path} HTTP/1.1\r\nhost: x\r\norigin: http://evil.example\r\ncookie: a=b\r\nconnection: Upgrade\r\nupgrade: websocket\r\n` +
        "sec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
    )
    await once(line, "data")
    line.resetAndDestroy()
  }
  expect((await fetch(`${server.http}/session.state`)).status).toBe(200)
})

test("what begins a session is refused before anything is done, for a socket keeps no cookie", async () => {
  const socket = await raw({})
  const person = await makeUser(server.api.services.db, { role: "finance" })
  const before = await server.api.services.db.select().from(sessions)
  socket.send({
    id: 1,
    method: "mutation",
    params: { path: "session.signIn", input: { email: person.email, password: "wrong or right" } },
  })
  await expect.poll(() => socket.received.length).toBe(1)
  expect(socket.received[0]?.error?.data.reason).toBe("invalid")
  expect(await server.api.services.db.select().from(sessions)).toHaveLength(before.length)
})
