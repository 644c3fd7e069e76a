import { makeUser, type UserRow } from "@alphas/db/factories"
import { afterAll, beforeAll, expect, test } from "vitest"
import { RawSocket, type TestServer, testServer } from "./testing"

let server: TestServer
let user: UserRow
let headers: Record<string, string>
beforeAll(async () => {
  server = await testServer({ socketsOfPerson: 3, socketsOfNetwork: 6, stranger: 400 })
  user = await makeUser(server.api.database.connection.db, { role: "admin" })
  headers = { origin: "http://localhost:3000", cookie: await server.signIn(user) }
})
afterAll(() => server.close())

const call = async (socket: RawSocket) => {
  socket.send({ id: 1, method: "query", params: { path: "account.me" } })
  return socket.until(({ id }) => id === 1)
}
const close = async (sockets: RawSocket[]) => {
  for (const { socket } of sockets) socket.close()
  await Promise.all(sockets.map(({ closed }) => closed))
}

test("a person has so many sockets and no more, until one of them is closed", async () => {
  const sockets = [
    await RawSocket.open(server.ws, headers),
    await RawSocket.open(server.ws, headers),
    await RawSocket.open(server.ws, headers),
  ]
  for (const socket of sockets) expect((await call(socket)).error).toBeUndefined()
  const over = await RawSocket.open(server.ws, headers)
  const { error } = await call(over)
  expect(error?.data.reason).toBe("limit")
  expect(error?.message).toMatch(/3 sockets open, which is the most/)
  await close([over, ...sockets.splice(0, 1)])
  const next = await RawSocket.open(server.ws, headers)
  await expect.poll(async () => (await call(next)).error).toBeUndefined()
  await close([next, ...sockets])
})

test("a network has so many sockets and no more, until one of them is closed", async () => {
  await expect.poll(() => server.server.sockets).toBe(0)
  const sockets: RawSocket[] = []
  for (let n = 0; n < 6; n++) sockets.push(await RawSocket.open(server.ws, headers))
  await expect(RawSocket.open(server.ws, headers)).rejects.toThrow("429")
  await close(sockets)
  await expect.poll(() => server.server.sockets).toBe(0)
  await close([await RawSocket.open(server.ws, headers)])
})

test("a socket on which nobody signs in is closed after a while, one of somebody who says nothing stays", async () => {
  const stranger = await RawSocket.open(server.ws, { ...headers, cookie: "alphas_session=nonsense" })
  const quiet = await RawSocket.open(server.ws, headers)
  expect(await stranger.closed).toBe(1008)
  await new Promise((resolve) => setTimeout(resolve, 300))
  expect((await call(quiet)).error).toBeUndefined()
  await close([quiet])
})
