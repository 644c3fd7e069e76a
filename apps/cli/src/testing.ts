import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { buffer } from "node:stream/consumers"
import { fileURLToPath } from "node:url"
import { hashPassword } from "@alphas/auth/passwords"
import type { UserRow } from "@alphas/db/factories"
import { makeUser } from "@alphas/db/factories"
import { type TestDatabase, testDatabase } from "@alphas/db/testing"
import { bundle } from "@alphas/local/bundle"
import { freePort } from "@alphas/local/ports"

const root = fileURLToPath(new URL("../../..", import.meta.url))
const home = fileURLToPath(new URL("..", import.meta.url))
export const password = "correct horse battery"
/**
 * Node's `fetch` reads HTTP in WebAssembly, and another thread optimises that at the first request: in vain where a
 * process makes three of them, and for a fourth of the work of a whole command.
 */
const quickFetch = "--liftoff-only"

/** How a command ended. */
export interface Ended {
  code: number | null
  out: string
  err: string
}

interface RunOptions {
  stdin?: string
  env?: Record<string, string>
}

/** The real servers over a database of a test file's own, and the real program against them. */
export class TestAlphas {
  #servers = new Map<string, ChildProcess>()

  private constructor(
    readonly database: TestDatabase,
    readonly url: string,
    /** Where this file's commands keep what `login` leaves behind. */
    readonly home: string,
    readonly program: string,
  ) {}

  static async start(): Promise<TestAlphas> {
    const [database, port, folder, program] = await Promise.all([
      testDatabase(),
      freePort(),
      mkdtemp(join(tmpdir(), "alphas-cli-")),
      bundle(home, 'import { main } from "./src/main"\nawait main()'),
    ])
    const alphas = new TestAlphas(database, `http://127.0.0.1:${port}`, folder, program)
    await alphas.startServer("ws")
    return alphas
  }

  /** Starts `apps/ws` or `apps/worker`, and resolves when it is at work. */
  async startServer(name: "ws" | "worker"): Promise<void> {
    const { port } = new URL(this.url)
    const program = await bundle(join(root, "apps", name), 'import "./src/main"')
    const server = spawn(process.execPath, [program], {
      cwd: root,
      env: {
        PATH: process.env.PATH,
        NODE_ENV: "test",
        DATABASE_URL: this.database.url,
        WS_URL: `ws://127.0.0.1:${port}`,
        WS_PORT: port,
        FILES_DIR: join(this.home, "files"),
        ALPHAS_SECRET: "a secret that is only good for tests",
        LOG_LEVEL: "info",
      },
      stdio: ["ignore", "pipe", "pipe"],
    })
    this.#servers.set(name, server)
    await new Promise<void>((resolve, reject) => {
      let said = ""
      const hear = (chunk: Buffer) => {
        said += chunk
        if (/"msg":"(listening|The worker is ready)[^"]*"/.test(said)) resolve()
      }
      server.stdout.on("data", hear)
      server.stderr.on("data", hear)
      server.once("exit", () => reject(new Error(`${name} ended before it was at work: ${said}`)))
    })
  }

  /** Ends a server as a crash would. */
  async kill(name: "ws" | "worker"): Promise<void> {
    const server = this.#servers.get(name)
    this.#servers.delete(name)
    if (!server || server.exitCode !== null) return
    server.kill("SIGKILL")
    await once(server, "exit")
  }

  /** A person who can sign in with `password`. */
  async person(values: Parameters<typeof makeUser>[1] = {}): Promise<UserRow> {
    return makeUser(this.database.connection.db, { ...values, passwordHash: await hashPassword(password) })
  }

  /** Starts a command without waiting for its end. */
  spawn(args: string[], { env = {} }: RunOptions = {}) {
    return spawn(process.execPath, [quickFetch, this.program, ...args], {
      env: { PATH: process.env.PATH, XDG_CONFIG_HOME: this.home, ALPHAS_URL: this.url, ...env },
      stdio: ["pipe", "pipe", "pipe"],
    })
  }

  /** Runs a command to its end. */
  async run(args: string[], options: RunOptions = {}): Promise<Ended> {
    const child = this.spawn(args, options)
    child.stdin.end(options.stdin ?? "")
    const [out, err] = await Promise.all([buffer(child.stdout), buffer(child.stderr), once(child, "close")])
    return { code: child.exitCode, out: out.toString(), err: err.toString() }
  }

  /** Runs a command that has to succeed, and returns what it printed, as JSON. */
  async json<Answer>(args: string[], options: RunOptions = {}): Promise<Answer> {
    const { code, out, err } = await this.run([...args, "--json"], options)
    if (code !== 0) throw new Error(`alphas ${args.join(" ")} ended with ${code}: ${err}`)
    return JSON.parse(out) as Answer // its caller knows the procedure
  }

  /** Signs a person in, for all commands of this file that do not say otherwise. */
  async login(person: UserRow): Promise<void> {
    const args = ["login", "--email", person.email, "--password-stdin"]
    const { code, err } = await this.run(args, { stdin: password })
    if (code !== 0) throw new Error(`Signing in ended with ${code}: ${err}`)
  }

  async close(): Promise<void> {
    for (const name of [...this.#servers.keys()]) await this.kill(name as "ws" | "worker") // the keys of start
    await this.database.drop()
    await rm(this.home, { recursive: true, force: true })
  }
}
