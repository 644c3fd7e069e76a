import { readFileSync } from "node:fs"
import { createServer, type Server } from "node:net"
import { fileURLToPath } from "node:url"
import { parseEnv } from "node:util"
import { freePort } from "@alphas/local/ports"
import { afterAll, beforeAll, expect, test } from "vitest"
import { findAddresses } from "./addresses"

const example = parseEnv(readFileSync(fileURLToPath(new URL("../.env.example", import.meta.url)), "utf8"))

let taken: Server
let port: number
beforeAll(async () => {
  port = await freePort()
  taken = createServer()
  await new Promise<void>((resolve) => taken.listen(port, "127.0.0.1", resolve))
})
afterAll(() => new Promise((resolve) => taken.close(resolve)))

test("with .env.example as it is, a port that is taken moves the address with it", async () => {
  const said: string[] = []
  const found = await findAddresses({ ...example, WEB_PORT: String(port) }, (line) => said.push(line))
  expect(found.webPort).not.toBe(port)
  expect(found.webUrl).toBe(`http://localhost:${found.webPort}`)
  expect(found.wsUrl).toBe(`ws://localhost:${found.wsPort}`)
  expect(said).toContain(`Port ${port} is taken by another program, so WEB_PORT is ${found.webPort}.`)
  expect(said.join(" ")).not.toContain("WEB_URL")
})

test("an address that the environment names stays, and it is said when its port has moved", async () => {
  const said: string[] = []
  const WEB_URL = `http://localhost:${port}`
  const found = await findAddresses({ WEB_PORT: String(port), WEB_URL }, (line) => said.push(line))
  expect(found.webUrl).toBe(WEB_URL)
  expect(said.at(-1)).toBe(
    `WEB_URL stays ${WEB_URL}, as the environment says: see that it leads to port ${found.webPort}.`,
  )
})

test("a HOST that is not this machine is refused with a sentence, as is a port that is none", async () => {
  const find = (environment: NodeJS.ProcessEnv) => findAddresses(environment, () => undefined)
  await expect(find({ HOST: "0.0.0.0" })).rejects.toThrow(/^HOST is 0\.0\.0\.0, but npm start .* Leave HOST/)
  await expect(find({ WS_PORT: "http" })).rejects.toThrow(/^WS_PORT is http, which is not a port/)
  await expect(find({ WS_PORT: "6000" })).rejects.toThrow(
    "WS_PORT names port 6000, which browsers refuse to open. Choose another one, such as 3001.",
  )
  await expect(find({ WEB_URL: "http://localhost:6665" })).rejects.toThrow(
    /^WEB_URL names port 6665, which browsers/,
  )
  await expect(find({ HOST: "127.0.0.1" })).resolves.toBeDefined()
})
