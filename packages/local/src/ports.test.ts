import { createServer } from "node:net"
import { expect, test } from "vitest"
import { browsersRefuse, freePort, isPortFree, nextFreePort } from "./ports"

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

test("knows the ports that browsers refuse, as the fetch of Node does, and counts on past them", async () => {
  const outcome = (port: number) =>
    fetch(`http://127.0.0.1:${port}`, { signal: AbortSignal.timeout(1000) }).then(
      () => false,
      (error: Error) => error.cause instanceof Error && error.cause.message === "bad port",
    )
  const ports = [
    ...Array(1024).keys(),
    ...[1719, 2049, 3000, 3659, 5060, 6000, 6566, 6665, 6669, 6670, 6697, 10_080],
  ]
  for (const port of ports.slice(1)) expect([port, browsersRefuse(port)]).toEqual([port, await outcome(port)])
  expect(await nextFreePort(6665)).toBeGreaterThan(6669)
})
