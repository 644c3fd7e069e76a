import { readFile, stat, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { afterAll, beforeAll, expect, test, vi } from "vitest"
import { password, TestAlphas } from "./testing"

// Every command is a process of its own, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

let alphas: TestAlphas
beforeAll(async () => {
  alphas = await TestAlphas.start()
})
afterAll(() => alphas.close())

const home = (name: string) => ({ env: { XDG_CONFIG_HOME: join(alphas.home, name) } })
const stored = async (name: string) =>
  JSON.parse(await readFile(join(alphas.home, name, "alphas", "config.json"), "utf8")) as Record<
    string,
    string
  >

test("login makes a token for this machine that its owner alone can read, and leaves no session", async () => {
  const person = await alphas.person({ name: "Ada Reed", role: "manager" })
  const args = ["login", "--email", person.email, "--password-stdin"]
  const ended = await alphas.run(args, { ...home("ada"), stdin: `${password}\n` })
  expect(ended).toEqual({
    code: 0,
    out: `Signed in as Ada Reed <${person.email}> at ${alphas.url}.\n`,
    err: "",
  })
  const path = join(alphas.home, "ada", "alphas", "config.json")
  expect((await stat(path)).mode & 0o777).toBe(0o600)
  expect(await readFile(path, "utf8")).not.toContain(password)
  const { token } = await stored("ada")
  expect(token).toMatch(/^alp_/)
  const tokens = await alphas.json<{ name: string; scope: string }[]>(["call", "account.tokens"], home("ada"))
  expect(tokens).toMatchObject([{ name: expect.stringContaining("Command line on "), scope: "read_write" }])
  expect(await alphas.json(["call", "account.sessions"], home("ada"))).toEqual([])
  expect((await alphas.run(["whoami"], home("ada"))).out).toContain(
    `Email   ${person.email}\nRole    Manager\n`,
  )
})

test("signing in again leaves one token; logout revokes it and forgets it", async () => {
  const person = await alphas.person()
  const login = ["login", "--email", person.email, "--password-stdin"]
  await alphas.run(login, { ...home("bob"), stdin: password })
  const first = await stored("bob")
  await alphas.run(login, { ...home("bob"), stdin: password })
  const second = await stored("bob")
  expect(second.token).not.toBe(first.token)
  expect(await alphas.json<unknown[]>(["call", "account.tokens"], home("bob"))).toHaveLength(1)
  const ended = await alphas.run(["logout"], home("bob"))
  expect(ended).toMatchObject({ code: 0, out: "Signed out. Token revoked.\n" })
  const env = { ...home("bob").env, ALPHAS_TOKEN: second.token ?? "" }
  expect((await alphas.run(["whoami"], { env })).code).toBe(3)
  expect(await alphas.run(["whoami"], home("bob"))).toMatchObject({
    code: 3,
    err: "alphas: You are not signed in. Sign in with: alphas login\n",
  })
  expect((await alphas.run(["logout"], home("bob"))).out).toBe("You are not signed in.\n")
})

test("a wrong password is refused with the request's id and keeps nothing", async () => {
  const person = await alphas.person()
  const args = ["login", "--email", person.email, "--password-stdin"]
  const ended = await alphas.run(args, { ...home("eve"), stdin: "wrong" })
  expect(ended.code).toBe(1)
  expect(ended.err).toMatch(/^alphas: The email address or password is wrong\.\n\(request [0-9a-f-]{36}\)\n$/)
  await expect(stored("eve")).rejects.toThrow("ENOENT")
})

test("without a terminal it says how to hand the password over instead of waiting for one", async () => {
  const ended = await alphas.run(["login", "--email", "ada@agency.example"], home("nobody"))
  expect(ended).toMatchObject({
    code: 2,
    err: "alphas: Pipe the password in with --password-stdin, or sign in at a terminal.\n",
  })
})

test("a token that is given is kept only when it is good, and is not revoked by logout", async () => {
  const person = await alphas.person()
  await alphas.run(["login", "--email", person.email, "--password-stdin"], {
    ...home("giver"),
    stdin: password,
  })
  const { token = "" } = await stored("giver")
  const bad = await alphas.run(["login", "--token", `alp_${"x".repeat(43)}`], home("taker"))
  expect(bad.code).toBe(3)
  await expect(stored("taker")).rejects.toThrow("ENOENT")
  expect((await alphas.run(["login", "--token", token], home("taker"))).code).toBe(0)
  await alphas.run(["logout"], home("taker"))
  expect((await alphas.run(["whoami"], home("giver"))).code).toBe(0)
})

test("a token that may only read says so when it is to write", async () => {
  const person = await alphas.person({ role: "manager" })
  const args = ["login", "--email", person.email, "--password-stdin", "--read-only"]
  await alphas.run(args, { ...home("reader"), stdin: password })
  expect((await alphas.run(["clients", "list"], home("reader"))).code).toBe(0)
  const ended = await alphas.run(["clients", "create", "Northwind"], home("reader"))
  expect(ended).toMatchObject({
    code: 1,
    err: expect.stringContaining("alphas: This API token is read-only."),
  })
})

test("a stored token goes to the address that it was made for and to no other", async () => {
  const person = await alphas.person()
  await alphas.run(["login", "--email", person.email, "--password-stdin"], {
    ...home("careful"),
    stdin: password,
  })
  const elsewhere = await alphas.run(["whoami", "--url", "http://127.0.0.1:9"], home("careful"))
  expect(elsewhere).toMatchObject({ code: 3, err: expect.stringContaining("You are not signed in") })
})

test.each([
  [
    "an Alphas that cannot be reached",
    ["whoami"],
    { ALPHAS_URL: "http://127.0.0.1:9", ALPHAS_TOKEN: "alp_x" },
    4,
  ],
  ["a wrong token", ["whoami"], { ALPHAS_TOKEN: "alp_x" }, 3],
  ["no command", [], {}, 2],
  ["an unknown command", ["clints"], {}, 2],
  ["an unknown option", ["whoami", "--lang", "de"], {}, 2],
  ["an address that is none", ["whoami"], { ALPHAS_URL: "alphas.example", ALPHAS_TOKEN: "alp_x" }, 2],
  ["--help", ["clients", "list", "--help"], {}, 0],
] as const)("%s has its exit code", async (_what, args, env, code) => {
  const ended = await alphas.run([...args], { env: { ...home("codes").env, ...env } })
  expect(ended.code).toBe(code)
  if (code !== 0) expect(ended).toMatchObject({ out: "", err: expect.stringMatching(/\S/) })
})

test("with --json a failure is one line of JSON", async () => {
  const { err, code } = await alphas.run(["whoami", "--json"], { env: { ALPHAS_TOKEN: "alp_x" } })
  expect(code).toBe(3)
  expect(JSON.parse(err)).toMatchObject({
    error: { reason: "unauthenticated", fields: {}, requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) },
  })
})

test("a damaged file is named, with what to do", async () => {
  const person = await alphas.person()
  await alphas.run(["login", "--email", person.email, "--password-stdin"], {
    ...home("broken"),
    stdin: password,
  })
  const path = join(alphas.home, "broken", "alphas", "config.json")
  await writeFile(path, "{")
  expect(await alphas.run(["whoami"], home("broken"))).toMatchObject({
    code: 2,
    err: `alphas: ${path} is damaged. Delete it and sign in again with: alphas login\n`,
  })
})
