import { readFile } from "node:fs/promises"
import { type AddressInfo, connect, createServer } from "node:net"
import { afterEach, expect, test, vi } from "vitest"
import { type Redis, startRedis } from "./redis"

let redis: Redis | null = null
afterEach(async () => {
  await redis?.stop()
  vi.unstubAllEnvs()
})

/** The answer to one command, given with the password of the URL if it has one. */
function ask(url: string, command: string): Promise<string> {
  const { port, password } = new URL(url)
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), "127.0.0.1", () =>
      socket.write(`${password ? `AUTH ${password}\r\n` : ""}${command}\r\n`),
    )
    let text = ""
    socket.once("error", reject)
    socket.on("data", (chunk) => {
      text += chunk
      const answer = password ? text.replace(/^\+OK\r\n/, "") : text
      if (answer !== "") socket.end(() => resolve(answer))
    })
  })
}

test("runs in memory, within 256 MB, on loopback, until it is stopped", async () => {
  redis = await startRedis()
  if (!redis)
    throw new Error("These tests need redis-server on the PATH (Debian: apt-get install redis-server).")
  expect(await ask(redis.url, "PING")).toContain("PONG")
  expect(await ask(redis.url, "CONFIG GET maxmemory")).toContain(String(256 * 1024 * 1024))
  expect(await ask(redis.url, "CONFIG GET save")).toBe("*2\r\n$4\r\nsave\r\n$0\r\n\r\n")
  expect(await ask(redis.url, "CONFIG GET bind")).toContain("127.0.0.1")
  const { url } = redis
  await redis.stop()
  await redis.stop()
  await expect(ask(url, "PING")).rejects.toThrow("ECONNREFUSED")
})

test("asks for its password, which no list of processes shows, and comes back with it", async () => {
  redis = await startRedis()
  const url = redis?.url ?? ""
  const { password } = new URL(url)
  expect(password).toMatch(/^[0-9a-f]{48}$/)
  expect(await ask(`redis://127.0.0.1:${redis?.port}`, "PING")).toContain("NOAUTH")
  expect(await readFile(`/proc/${redis?.pid}/cmdline`, "utf8").catch(() => "")).not.toContain(password)
  await redis?.stop()
  redis = await startRedis({ url })
  expect(redis?.url).toBe(url)
  expect(await ask(url, "PING")).toContain("PONG")
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
