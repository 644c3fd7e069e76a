import { readdirSync } from "node:fs"
import { connect, type Socket } from "node:net"
import { makeUser, type UserRow } from "@alphas/db/factories"
import { afterAll, afterEach, beforeAll, expect, test } from "vitest"
import { RawSocket, type TestServer, testServer } from "./testing"

let server: TestServer
let user: UserRow
let cookie: string
const ours = { origin: "http://localhost:3000" }
const lines: Socket[] = []

beforeAll(async () => {
  server = await testServer({ head: 300, request: 1_500 }, { DATABASE_POOL: 14 })
  user = await makeUser(server.api.database.connection.db, { role: "admin" })
  cookie = await server.signIn(user)
})
afterEach(() => {
  for (const line of lines.splice(0)) line.destroy()
})
afterAll(() => server.close())

/** A line to the server on which this was written; it never hangs up by itself. */
function line(text: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port: server.server.port, host: "127.0.0.1", allowHalfOpen: true }, () => {
      socket.write(text)
      resolve(socket.resume())
    })
    socket.on("error", reject)
    lines.push(socket)
  })
}

/** Descriptors of this process, in which the server and the other ends of its lines both are. */
const descriptors = () => readdirSync("/proc/self/fd").length

test("a message of more calls than it may have is answered once and its socket is closed", async () => {
  const hostile = await RawSocket.open(server.ws, { ...ours, cookie })
  const began = performance.now()
  hostile.send(`[${Array(32_000).fill(1).join(",")}]`)
  expect(await hostile.closed).toBe(1008)
  expect(performance.now() - began).toBeLessThan(3_000)
  expect(hostile.received).toHaveLength(1)
  expect(hostile.received[0]?.error).toMatchObject({
    message: "At most 20 calls in one message; this one has 32000.",
    data: { reason: "limit" },
  })
})

test("calls count against the pace of a socket however they are put into messages", async () => {
  const hostile = await RawSocket.open(server.ws, ours)
  for (let n = 0; n < 50; n++) hostile.send(`[${Array(20).fill(1).join(",")}]`)
  expect(await hostile.closed).toBe(1008)
  expect(hostile.received.at(-1)?.error?.data.reason).toBe("rate_limit")
  expect(hostile.received.length).toBeLessThan(900)
})

const post = (path: string, body: string, headers: Record<string, string> = {}) =>
  fetch(`${server.http}/${path}`, {
    method: "POST",
    headers: { ...ours, "content-type": "application/json", ...headers },
    body,
  })

const manyFields = (count: number) =>
  JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, n) => [`field${n}`, 1])))

test("who has not signed in sends a few KiB, few fields and few levels", async () => {
  const large = await post("session.signIn", manyFields(80_000))
  expect(large.status).toBe(413)
  expect((await large.json()).error.message).toMatch(/at most 8 KiB/)
  for (const body of [manyFields(60), `{"email":${"[".repeat(900)}${"]".repeat(900)}}`]) {
    const refused = await post("session.signIn", body)
    expect(refused.status).toBe(413)
    expect((await refused.text()).length).toBeLessThan(1_000)
  }
  const frame = await RawSocket.open(server.ws, ours)
  frame.send(`[${Array(32_000).fill(1).join(",")}]`)
  expect(await frame.closed).toBe(1008)
  expect(frame.received.map(({ error }) => error?.data.reason)).toEqual(["limit"])
  const socket = await RawSocket.open(server.ws, ours)
  const deep = `${"[".repeat(2_000)}${"]".repeat(2_000)}`
  socket.send(`{"id":1,"method":"mutation","params":{"path":"session.askReset","input":{"email":${deep}}}}`)
  expect((await socket.until(({ id }) => id === 1)).error?.data.reason).toBe("limit")
  socket.socket.close()
})

test("an answer names at most 20 things that are wrong, however many there are", async () => {
  const wrongEntries = JSON.stringify({ campaignId: user.id, changes: [], seen: Array(9_000).fill({}) })
  for (const [path, body, headers] of [
    ["session.signIn", manyFields(40), {}],
    ["clients.create", manyFields(900), { cookie }],
    ["schedule.reschedule", wrongEntries, { cookie }],
  ] as const) {
    const began = performance.now()
    const refused = await post(path, body, headers)
    const text = await refused.text()
    expect(refused.status).toBe(400)
    expect(Object.keys(JSON.parse(text).error.data.fields)).toHaveLength(20)
    expect(text.length).toBeLessThan(3_000)
    expect(performance.now() - began).toBeLessThan(3_000)
  }
})

test("who has signed in sends at most a thousand fields in one object, and 20 levels", async () => {
  for (const body of [manyFields(1_001), `{"name":${"[".repeat(5_000)}${"]".repeat(5_000)}}`]) {
    const refused = await post("clients.create", body, { cookie })
    expect(refused.status).toBe(413)
    expect((await refused.json()).error.data.reason).toBe("limit")
  }
})

test("one network has ten calls at once without a session, and people who are signed in are not held up", async () => {
  const { sql } = server.api.database.connection
  const calls: Promise<Response>[] = []
  await sql.begin(async (tx) => {
    await tx`lock table password_resets in access exclusive mode`
    for (let n = 0; n < 14; n++) calls.push(post("session.checkToken", '{"token":"of no link"}'))
    const refused = await Promise.any(calls)
    expect(refused.status).toBe(429)
    expect(refused.headers.get("retry-after")).toBe("1")
    expect((await fetch(`${server.http}/account.me`, { headers: { cookie } })).status).toBe(200)
  })
  const statuses = (await Promise.all(calls)).map(({ status }) => status)
  expect(statuses.filter((status) => status === 429)).toHaveLength(4)
})

test("half-open requests, refused upgrades and bodies that never end leave no descriptor behind", async () => {
  const upgrade =
    "host: x\r\nconnection: Upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
  const hostile = [
    "GET /session.state HTTP/1.1\r\nhost: x\r\n",
    `GET /nowhere HTTP/1.1\r\n${upgrade}`,
    `GET / HTTP/1.1\r\norigin: https://evil.example\r\ncookie: a=b\r\n${upgrade}`,
    "nonsense\r\n\r\n",
    `POST /session.signIn HTTP/1.1\r\nhost: x\r\norigin: ${ours.origin}\r\ncontent-type: application/json\r\ncontent-length: 900000\r\n\r\n{`,
    `POST /session.signIn HTTP/1.1\r\nhost: x\r\norigin: ${ours.origin}\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{`,
  ]
  const before = descriptors()
  for (let n = 0; n < 120; n++) await line(hostile[n % hostile.length] ?? "")
  expect(descriptors()).toBeGreaterThan(before + 140)
  // The other ends stay open: each line keeps its own descriptor here. Of each of the six kinds there are twenty, so
  // that the few connections that the database's pool has opened since hide none.
  await expect.poll(descriptors, { timeout: 8_000, interval: 100 }).toBeLessThan(before + 120 + 15)
})
