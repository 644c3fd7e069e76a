import { once } from "node:events"
import { createTRPCClient, type TRPCLink } from "@trpc/client"
import { TRPCError } from "@trpc/server"
import { afterEach, beforeEach, expect, test } from "vitest"
import { WebSocketServer } from "ws"
import { AlphasError } from "./alphas-error"
import { alphasLinks } from "./links"
import type { AlphasOptions } from "./options"
import { loadWebSocket, Socket } from "./socket"
import { Refused, type TestRouter, TestServer, until } from "./test-server"

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

/** Follows the ticks; `seen` holds their numbers in the order of arrival. */
function follow(client: ReturnType<typeof clientOf>) {
  const seen: number[] = []
  const errors: unknown[] = []
  const { unsubscribe } = client.ticks.subscribe(
    {},
    {
      onData: ({ id, data }) => {
        expect(id).toBe(String(data.number))
        seen.push(data.number)
      },
      onError: (error) => errors.push(error),
    },
  )
  return { seen, errors, unsubscribe }
}

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1)

test("a subscription whose socket is cut again and again gets every event once, in order", async () => {
  const { seen, errors, unsubscribe } = follow(clientOf())
  await until(() => server.openSockets === 1, "a socket is open")
  for (let round = 0; round < 8; round++) {
    for (let tick = 0; tick < 5; tick++) server.state.tick()
    if (round % 2 === 0) await until(() => seen.length >= server.state.count - 2, "some events came")
    server.cut()
    server.state.tick()
    await until(() => server.openSockets === 1, "the client is back")
  }
  await until(() => seen.length >= server.state.count, "every event came")
  expect(seen).toEqual(upTo(48))
  expect(errors).toEqual([])
  unsubscribe()
})

test("it outlives a server that is away for a while", async () => {
  const states: string[] = []
  const { seen, unsubscribe } = follow(clientOf({ onConnection: (state) => void states.push(state) }))
  server.state.tick()
  await until(() => seen.length === 1, "the first event came")
  await server.stop()
  server.state.tick()
  await new Promise((resolve) => setTimeout(resolve, 600))
  await server.start()
  await until(() => seen.length === 2, "the event of the meantime came")
  expect(seen).toEqual([1, 2])
  expect(states.slice(0, 4)).toEqual(["idle", "connecting", "open", "connecting"])
  expect(states.at(-1)).toBe("open")
  unsubscribe()
})

test("a server that asks to reconnect gets one new socket, and no event comes twice", async () => {
  const { seen, unsubscribe } = follow(clientOf())
  server.state.tick()
  await until(() => seen.length === 1, "the first event came")
  for (let round = 1; round <= 3; round++) {
    server.askToReconnect()
    const before = server.state.count
    // Ticks go on all the while, on whichever socket is there.
    const ticking = setInterval(() => server.state.tick(), 1)
    await until(
      () => server.sockets === 1 + round && server.state.count > before + 20,
      "the client came back",
    )
    clearInterval(ticking)
    await until(() => seen.length >= server.state.count, "every event came")
  }
  expect(seen).toEqual(upTo(server.state.count))
  expect(server.sockets).toBe(4)
  unsubscribe()
})

test("what still comes on a socket that was left behind is not told a second time", async () => {
  const { seen, unsubscribe } = follow(clientOf())
  server.state.tick()
  await until(() => seen.length === 1, "the first event came")
  server.goDeaf()
  server.askToReconnect()
  await until(() => server.state.subscribed.length === 2, "the client came back on another socket")
  for (let tick = 0; tick < 5; tick++) server.state.tick()
  await until(() => seen.length >= 6, "the further events came")
  await new Promise((resolve) => setTimeout(resolve, 200))
  expect(seen).toEqual(upTo(6))
  expect(server.sockets).toBe(2)
  unsubscribe()
})

test("one socket serves all subscriptions; it opens with the first and closes after the last", async () => {
  const client = clientOf()
  expect(await client.echo.query({ text: "a" })).toBe(1)
  expect(server.sockets).toBe(0)
  const [first, second] = [follow(client), follow(client)]
  server.state.tick()
  await until(() => first.seen.length + second.seen.length === 2, "both heard")
  expect(server.sockets).toBe(1)
  first.unsubscribe()
  second.unsubscribe()
  await until(() => server.openSockets === 0, "the socket is closed")
  const third = follow(client)
  await until(() => third.seen.length === 1, "a new one opened")
  third.unsubscribe()
})

test("a server that closes every socket at once is asked at growing intervals", async () => {
  server.slamming = true
  const { unsubscribe } = follow(clientOf())
  await new Promise((resolve) => setTimeout(resolve, 2_500))
  expect(server.sockets).toBeGreaterThanOrEqual(3)
  expect(server.sockets).toBeLessThanOrEqual(8)
  unsubscribe()
})

test("a subscription that fails for a passing reason goes on behind its last event", async () => {
  const { seen, errors, unsubscribe } = follow(clientOf())
  server.state.tick()
  await until(() => seen.length === 1, "the first event came")
  server.state.refusal = new Refused("SERVICE_UNAVAILABLE", "The database is away.", {
    reason: "unavailable",
    fields: {},
  })
  server.cut()
  await until(() => server.state.subscribed.length >= 3, "it was tried again")
  server.state.refusal = null
  server.state.tick()
  await until(() => seen.length === 2, "it went on")
  expect(errors).toEqual([])
  expect(server.state.subscribed.slice(1).map(({ from }) => from)).toEqual(
    Array(server.state.subscribed.length - 1).fill("1"),
  )
  unsubscribe()
})

test("a subscription that is refused ends with the reason, once", async () => {
  server.state.refusal = new TRPCError({ code: "FORBIDDEN", message: "Your role does not include this." })
  const { errors } = follow(clientOf())
  await until(() => errors.length > 0, "the refusal came")
  await new Promise((resolve) => setTimeout(resolve, 300))
  expect(errors).toHaveLength(1)
  expect(errors[0]).toBeInstanceOf(AlphasError)
  expect(errors[0]).toMatchObject({ message: "Your role does not include this.", status: 403 })
})

test("the token goes ahead of everything on a socket, and a renewed one on the next", async () => {
  const tokens = ["first", "second"]
  const { unsubscribe } = follow(clientOf({ token: () => tokens.shift() }))
  await until(() => server.state.subscribed.length === 1, "it subscribed")
  server.cut()
  await until(() => server.state.subscribed.length === 2, "it subscribed again")
  expect(server.state.subscribed.map(({ token }) => token)).toEqual(["first", "second"])
  unsubscribe()
})

test("a socket that was closed says so at once and is silent from then on", async () => {
  const wss = new WebSocketServer({ port: 0, host: "127.0.0.1" })
  wss.on("connection", (socket) => {
    const talking = setInterval(() => socket.send("more"), 1)
    socket.on("close", () => clearInterval(talking))
  })
  await once(wss, "listening")
  const address = wss.address()
  if (typeof address !== "object" || address === null) throw new Error("No port.")
  await loadWebSocket()
  const socket = new Socket(`ws://127.0.0.1:${address.port}`)
  const heard: string[] = []
  for (const type of ["open", "message", "error", "close"]) {
    socket.addEventListener(type, () => void heard.push(type))
  }
  await until(() => heard.includes("message"), "a message came")
  heard.length = 0
  socket.close()
  expect(heard).toEqual(["close"])
  expect(socket.readyState).toBe(Socket.CLOSED)
  await until(() => wss.clients.size === 0, "the other side knows")
  expect(heard).toEqual(["close"])
  await new Promise((resolve) => wss.close(resolve))
})
