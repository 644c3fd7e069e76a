import { createServer } from "node:net"
import { expect, test } from "vitest"
import { freePort, isPortFree, nextFreePort } from "./ports"

async function listening(host: string, port = 0): Promise<{ port: number; close: () => void }> {
  const server = createServer().listen(port, host)
  await new Promise((resolve) => server.once("listening", resolve))
  const address = server.address()
  if (!address || typeof address === "string") throw new Error("no address")
  return { port: address.port, close: () => server.close() }
}

test("knows a taken port from a free one", async () => {
  const taken = await listening("127.0.0.1")
  expect(await isPortFree(taken.port)).toBe(false)
  expect(await freePort(taken.port)).not.toBe(taken.port)
  taken.close()
  expect(await freePort(taken.port)).toBe(taken.port)
})

test("counts on from the wished-for port, past those of ::1 and those given away", async () => {
  const taken = await listening("127.0.0.1")
  const first = taken.port
  const next = await nextFreePort(first)
  expect(next).toBeGreaterThan(first)
  expect(await nextFreePort(first, [next])).toBeGreaterThan(next)
  taken.close()
})
