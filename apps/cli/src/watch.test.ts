import { once } from "node:events"
import { createInterface } from "node:readline"
import type { UserRow } from "@alphas/db/factories"
import { afterAll, beforeAll, expect, test, vi } from "vitest"
import { TestAlphas } from "./testing"

interface Line {
  position: string
  kind: string
  verb?: string
  entity?: string
  id?: string
}

// Every command is a process of its own, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

let alphas: TestAlphas
let manager: UserRow
beforeAll(async () => {
  alphas = await TestAlphas.start()
  manager = await alphas.person({ role: "manager" })
  await alphas.login(manager)
})
afterAll(() => alphas.close())

/** A running `alphas watch` and the lines it has printed. */
async function watch(...args: string[]) {
  const child = alphas.spawn(["watch", ...args])
  const lines: Line[] = []
  let err = ""
  child.stderr.on("data", (chunk) => {
    err += chunk
  })
  createInterface({ input: child.stdout }).on("line", (line) => lines.push(JSON.parse(line) as Line))
  return {
    lines,
    changes: () => lines.filter(({ kind }) => kind === "change"),
    error: () => err,
    async end() {
      child.kill("SIGINT")
      await once(child, "exit")
      return child.exitCode
    },
    child,
  }
}

const until = (met: () => boolean) => expect.poll(met, { timeout: 20_000, interval: 20 }).toBe(true)
const create = (name: string) =>
  alphas.json<{ id: string }>(["clients", "create", name, "--duplicates", "create"])

test("what happens is printed line by line; what happened while the server was away, or nobody watched, comes later", async () => {
  const first = await watch()
  await until(() => first.lines.length > 0)
  const ids = [(await create("Alder")).id]
  await until(() => first.changes().length === 1)

  for (const name of ["Birch", "Beech"]) {
    await alphas.kill("ws")
    await alphas.startServer("ws")
    ids.push((await create(name)).id)
  }
  await until(() => first.changes().length === 3)
  expect(await first.end()).toBe(0)
  expect(first.changes()).toMatchObject(ids.map((id) => ({ verb: "clients.create", entity: "client", id })))

  ids.push((await create("Cedar")).id)
  const since = first.changes()[0]?.position ?? ""
  const second = await watch("--since", since)
  await until(() => second.changes().length === 3)
  expect(second.changes().map(({ id }) => id)).toEqual(ids.slice(1))
  await second.end()
})

test("only what is asked for is printed", async () => {
  const watching = await watch("--entity", "contact")
  await until(() => watching.lines.length > 0)
  const { id } = await create("Dogwood")
  const contact = { clientId: id, contact: { name: "Ada Reed" } }
  await alphas.json(["call", "clients.contacts.create", JSON.stringify(contact)])
  await until(() => watching.changes().length > 0)
  expect(watching.changes().map(({ entity }) => entity)).toEqual(["contact"])
  await watching.end()
})

test("it ends with 3 when the token is no longer good", async () => {
  const watching = await watch()
  await until(() => watching.lines.length > 0)
  await alphas.run(["logout"])
  const [code] = (await once(watching.child, "exit")) as [number]
  expect(code).toBe(3)
  expect(watching.error()).toContain("Sign in with: alphas login")
})
