import { createServer, type RequestListener } from "node:http"
import type { AddressInfo } from "node:net"
import { expect, test } from "vitest"
import { ask, load, request } from "./load"

async function serving<T>(listener: RequestListener, work: (port: number) => Promise<T>): Promise<T> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  try {
    return await work((server.address() as AddressInfo).port) // it listens on TCP
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

test("reads answers of known length, in chunks, and larger than one packet", async () => {
  const large = JSON.stringify("ü".repeat(300_000))
  const listener: RequestListener = (incoming, response) => {
    if (incoming.url === "/length") response.setHeader("content-length", Buffer.byteLength(large)).end(large)
    else {
      response.write(large.slice(0, 1_000))
      response.write(large.slice(1_000))
      response.end()
    }
  }
  await serving(listener, async (port) => {
    expect((await ask(port, request("GET", "/length"))).body).toBe(large)
    expect((await ask(port, request("GET", "/chunks"))).body).toBe(large)
  })
})

test("sends so many requests over so many connections, each with its own bytes, and counts refusals", async () => {
  const bodies: string[] = []
  const sockets = new Set<unknown>()
  const listener: RequestListener = (incoming, response) => {
    sockets.add(incoming.socket)
    let body = ""
    incoming.on("data", (data) => {
      body += data
    })
    incoming.on("end", () => {
      bodies.push(body)
      response.statusCode = body === "7" ? 429 : 200
      response.end(`{"seen":${body}}`)
    })
  }
  const result = await serving(listener, (port) =>
    load({
      port,
      connections: 4,
      requests: 50,
      request: (number) => request("POST", "/", {}, String(number)),
    }),
  )
  expect(result).toMatchObject({ requests: 50, failed: 1 })
  expect(result.problem).toContain('{"seen":7}')
  expect(new Set(bodies).size).toBe(50)
  expect(sockets.size).toBe(4)
  expect(result.p99).toBeGreaterThanOrEqual(result.p50)
})
