import { createServer, get } from "node:http"
import type { AddressInfo } from "node:net"
import { afterEach, describe, expect, test, vi } from "vitest"
import { addressOf, notePeerAddresses } from "./address"
import { socketUrl, socketUrls } from "./socket-url"

const headers = (given: Record<string, string>) => new Headers(given)

describe("the caller's address", () => {
  test("is the other end of the socket, whatever the caller writes", async () => {
    notePeerAddresses()
    const server = createServer((request, response) => {
      const seen = new Headers(
        Object.entries(request.headers).map(([name, value]): [string, string] => [name, String(value)]),
      )
      response.end(addressOf(seen, 0))
    })
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening))
    const { port } = server.address() as AddressInfo // a TCP server that listens
    const lies = { "x-alphas-peer": "9.9.9.9", "x-forwarded-for": "8.8.8.8" }
    const answer = await new Promise<string>((resolve) => {
      get({ port, host: "127.0.0.1", headers: lies, agent: false }, async (response) => {
        resolve((await response.toArray()).join(""))
      })
    })
    server.close()
    expect(answer).toBe("127.0.0.1")
  })

  test("behind proxies is what the outermost trusted one saw, not what came before it", () => {
    const seen = headers({ "x-alphas-peer": "10.0.0.2", "x-forwarded-for": "6.6.6.6, 203.0.113.7, 10.0.0.1" })
    expect(addressOf(seen, 2)).toBe("203.0.113.7")
    expect(addressOf(seen, 1)).toBe("10.0.0.1")
    expect(addressOf(headers({ "x-alphas-peer": "::ffff:10.0.0.2" }), 1)).toBe("10.0.0.2")
  })
})

describe("the socket's address", () => {
  afterEach(() => vi.unstubAllEnvs())

  test("on a loopback keeps the page's spelling of this machine, for the cookie's sake", () => {
    vi.stubEnv("WS_URL", "ws://localhost:3001")
    expect(socketUrl("127.0.0.1:3000")).toBe("ws://127.0.0.1:3001")
    expect(socketUrl("evil.example")).toBe("ws://localhost:3001")
    expect(socketUrls()).toEqual(["ws://localhost:3001", "ws://127.0.0.1:3001"])
  })

  test("elsewhere is what the environment says", () => {
    vi.stubEnv("WS_URL", "wss://live.agency.example/socket")
    expect(socketUrl("localhost:3000")).toBe("wss://live.agency.example/socket")
    expect(socketUrls()).toEqual(["wss://live.agency.example"])
  })
})
