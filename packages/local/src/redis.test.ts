import { type AddressInfo, connect, createServer } from "node:net"
import { afterEach, expect, test, vi } from "vitest"
import { type Redis, startRedis } from "./redis"

let redis: Redis | null = null
afterEach(async () => {
  await redis?.stop()
  vi.unstubAllEnvs()
})

function ask(port: number, command: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1", () => socket.write(`${command}\r\n`))
    socket.once("error", reject)
    socket.once("data", (chunk) => socket.end(() => resolve(chunk.toString())))
  })
}

test("runs in memory, within 256 MB, on loopback, until it is stopped", async () => {
  redis = await startRedis()
  if (!redis)
    throw new Error("These tests need redis-server on the PATH (Debian: apt-get install redis-server).")
  expect(await ask(redis.port, "PING")).toContain("PONG")
  expect(await ask(redis.port, "CONFIG GET maxmemory")).toContain(String(256 * 1024 * 1024))
  expect(await ask(redis.port, "CONFIG GET save")).toBe("*2\r\n$4\r\nsave\r\n$0\r\n\r\n")
  expect(await ask(redis.port, "CONFIG GET bind")).toContain("127.0.0.1")
  const { port } = redis
  await redis.stop()
  await redis.stop()
  await expect(ask(port, "PING")).rejects.toThrow("ECONNREFUSED")
})

test("takes another port when the wished-for one is taken", async () => {
  const squatter = createServer().listen(0, "127.0.0.1")
  await new Promise((resolve) => squatter.once("listening", resolve))
  const { port } = squatter.address() as AddressInfo
  redis = await startRedis({ port })
  expect(redis?.port).not.toBe(port)
  squatter.close()
})

test("is null where there is no redis-server", async () => {
  vi.stubEnv("PATH", "/nonexistent")
  expect(await startRedis()).toBeNull()
})
