import { request } from "node:http"
import { makeUser } from "@alphas/db/factories"
import { afterAll, beforeAll, expect, test } from "vitest"
import { addressOf, procedureOf } from "./http"
import { type TestServer, testServer } from "./testing"

let server: TestServer
beforeAll(async () => {
  server = await testServer()
})
afterAll(() => server.close())

const incoming = (remoteAddress: string, forwarded?: string) =>
  // The two fields that are read.
  ({ socket: { remoteAddress }, headers: { "x-forwarded-for": forwarded } }) as unknown as Parameters<
    typeof addressOf
  >[0]

test("the caller's address is what the outermost trusted proxy saw, and never what a caller says", () => {
  expect(addressOf(incoming("::ffff:10.0.0.1", "6.6.6.6"), 0)).toBe("10.0.0.1")
  expect(addressOf(incoming("10.0.0.1", "6.6.6.6, 9.9.9.9"), 1)).toBe("9.9.9.9")
  expect(addressOf(incoming("10.0.0.1", "6.6.6.6, 9.9.9.9, 10.0.0.2"), 2)).toBe("9.9.9.9")
  expect(addressOf(incoming("10.0.0.1"), 1)).toBe("10.0.0.1")
})

test("the procedure is the path below either mount, decoded where it can be", () => {
  expect(["/clients.list", "/api/trpc/clients.list", "/a%2Cb", "/%"].map(procedureOf)).toEqual([
    "clients.list",
    "clients.list",
    "a,b",
    "%",
  ])
})

test("a body over the bound is refused whatever its length says, and the connection serves the next request", async () => {
  const refused = await new Promise<number | undefined>((resolve, reject) => {
    const sent = request(`${server.http}/session.askReset`, {
      method: "POST",
      headers: { "content-type": "application/json", "transfer-encoding": "chunked" },
    })
    sent.on("response", (response) => resolve(response.resume().statusCode))
    sent.on("error", reject)
    for (let sentBytes = 0; sentBytes < 1_200_000; sentBytes += 100_000)
      sent.write(Buffer.alloc(100_000, " "))
    sent.end()
  })
  expect(refused).toBe(413)
  expect((await fetch(`${server.http}/session.state`)).status).toBe(200)
})

test("what is not HTTP, or no place for a socket, is refused in HTTP", async () => {
  const answer = await fetch(`${server.http}/elsewhere`, { headers: { connection: "keep-alive" } })
  expect(answer.status).toBe(404)
})

test("a body that is not UTF-8 is refused, not guessed", async () => {
  const answer = await fetch(`${server.http}/session.askReset`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: "http://localhost:3000" },
    body: Buffer.concat([Buffer.from('{"email":"a'), Buffer.from([0xff, 0xc0]), Buffer.from('@b.example"}')]),
  })
  expect(answer.status).toBe(400)
  expect(await answer.text()).toContain("UTF-8")
})

test("the bytes of a receipt are taken and given under the border and the session of any call", async () => {
  const person = await makeUser(server.api.services.db)
  const cookie = await server.signIn(person)
  const pdf = Buffer.concat([Buffer.from("%PDF-1.4\n"), Buffer.alloc(300_000, "x")])
  const send = (headers: Record<string, string>) =>
    fetch(`${server.http}/api/receipts?name=lunch.pdf`, {
      method: "POST",
      headers: { "content-type": "application/octet-stream", ...headers },
      body: pdf,
    })
  const ours = { cookie, origin: "http://localhost:3000" }
  expect((await send({})).status).toBe(401)
  expect((await send({ ...ours, origin: "https://elsewhere.example" })).status).toBe(403)
  expect((await send({ ...ours, "content-type": "multipart/form-data" })).status).toBe(415)
  const receipt: { id: string; size: number } = await (await send(ours)).json()
  expect(receipt.size).toBe(pdf.length)
  const back = await fetch(`${server.http}/api/receipts/${receipt.id}`, { headers: { cookie } })
  expect(back.headers.get("content-disposition")).toMatch(/^attachment; filename="lunch\.pdf"/)
  expect(Buffer.from(await back.arrayBuffer()).equals(pdf)).toBe(true)
  expect((await fetch(`${server.http}/api/receipts/${receipt.id}`)).status).toBe(401)
})
