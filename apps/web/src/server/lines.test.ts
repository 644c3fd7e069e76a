import { readdirSync } from "node:fs"
import { createServer } from "node:http"
import { type AddressInfo, connect, type Socket } from "node:net"
import { expect, test } from "vitest"
import { guardLines } from "./lines"

const descriptors = () => readdirSync("/proc/self/fd").length

test("a request for a socket is refused and leaves no descriptor behind", async () => {
  guardLines()
  const server = createServer((_request, response) => response.writeHead(404).end())
  // As Next does where it has no socket of its own.
  server.on("upgrade", () => undefined)
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening))
  const { port } = server.address() as AddressInfo // a TCP server that listens
  const before = descriptors()
  const lines = await Promise.all(
    Array.from({ length: 20 }, async () => {
      const line = connect({ port, host: "127.0.0.1", allowHalfOpen: true })
      line.write(
        "GET /nowhere HTTP/1.1\r\nhost: x\r\nconnection: Upgrade, close\r\nupgrade: websocket\r\n\r\n",
      )
      const [answer] = await new Promise<[string]>((resolve) =>
        line.once("data", (data) => resolve([`${data}`])),
      )
      expect(answer).toMatch(/^HTTP\/1.1 404/)
      return line satisfies Socket
    }),
  )
  await expect.poll(descriptors).toBeLessThanOrEqual(before + lines.length)
  for (const line of lines) line.destroy()
  await new Promise((closed) => server.close(closed))
})
