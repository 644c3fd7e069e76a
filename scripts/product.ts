import { join, resolve } from "node:path"
import { Readable } from "node:stream"
import { findAddresses } from "./addresses"
import { buildPages, nextProgram } from "./build"
import { explain, say, step } from "./console"
import { type Processes, processes } from "./processes"
import { keptSecret } from "./secret"
import type { Services } from "./services"

export interface ProductOptions {
  root: string
  /** Holds the logs, the secret and the record of the last build. */
  folder: string
  services: Services
  /** `dev` reloads what changes; `start` runs the built pages. */
  mode: "start" | "dev"
  /** Leaves an empty database empty, for a first run with data of one's own. */
  empty: boolean
  /** Where the record of the last build is, when it is not in `folder`. */
  buildFolder?: string
  /** Another one runs on these pages already: they are taken as they are, and not built anew below its feet. */
  built?: boolean
}

export interface SignIn {
  role: string
  email: string
  password: string
}

export interface Product {
  webUrl: string
  wsUrl: string
  /** The demo's, when the database holds the demo. */
  signIns: SignIn[]
  /** What its first admin shows, while it has nobody. It is in no log. */
  setUpCode?: string
  /** Rejects when one of its processes ends by itself. */
  failure: Promise<never>
}

/**
 * Alphas itself on services that run already: schema, demo data, pages, then web, ws and worker, each answering
 * before this resolves. `owned` is called as soon as there is something to stop.
 */
export async function startProduct(
  options: ProductOptions,
  owned: (running: Processes) => void,
): Promise<Product> {
  const { root, folder, services, mode } = options
  const { REDIS_URL: _redis, ...inherited } = process.env
  // Meanwhile, for it takes the longest.
  const pages =
    mode === "start" && !options.built
      ? buildPages(root, options.buildFolder ?? folder, inherited)
      : undefined
  // Whoever awaits it below hears of it.
  pages?.catch(() => undefined)
  const { migrate } = await import("@alphas/db/migrate")
  let migrated = "The schema is up to date."
  const bringUp = migrate(services.databaseUrl, (line) => {
    migrated = line
  }).catch((error: unknown) => {
    const advice = process.env.DATABASE_URL ? " Check DATABASE_URL, and whether that server runs." : ""
    throw new Error(`The database could not be brought up to date: ${explain(error)}.${advice}`)
  })
  await step(
    "Bringing the schema up to date …",
    () => bringUp,
    () => migrated,
  )
  const signIns = options.empty ? [] : await demo(services.databaseUrl, filesOf(root, folder))

  if (pages !== undefined) {
    await step(
      "Building the pages …",
      () => pages,
      (built) => (built ? "Built the pages." : "The pages are as their sources are."),
    )
  }
  // Now, and not before the build, in which another program may take what was free.
  const { webPort: web, wsPort: ws, webUrl, wsUrl } = await findAddresses(process.env, say)
  const env: NodeJS.ProcessEnv = {
    ...inherited,
    NODE_ENV: mode === "dev" ? "development" : "production",
    DATABASE_URL: services.databaseUrl,
    ...(services.redisUrl ? { REDIS_URL: services.redisUrl } : {}),
    SMTP_URL: services.smtpUrl,
    FILES_DIR: filesOf(root, folder),
    WEB_URL: webUrl,
    WS_URL: wsUrl,
    WEB_PORT: String(web),
    WS_PORT: String(ws),
    HOST: "127.0.0.1",
    // Kept, so that sessions and second factors outlive a restart.
    ALPHAS_SECRET: process.env.ALPHAS_SECRET || keptSecret(join(folder, "secret")),
    NEXT_TELEMETRY_DISABLED: "1",
    ...(process.stdout.isTTY && mode === "dev" ? { FORCE_COLOR: "1" } : {}),
  }

  const running = processes(join(folder, "logs"))
  owned(running)
  let setUpCode: string | undefined
  // Whoever started the product makes its first admin; who only reads its logs does not.
  const isSecret = (line: string) => {
    const code = /Set-up code: (\S+)\./.exec(line)?.[1]
    setUpCode = code ?? setUpCode
    return code !== undefined
  }
  const node = (name: string, args: string[], cwd: string, readyUrl?: string) =>
    step(
      `Starting ${name} …`,
      () =>
        running.start({
          name,
          program: process.execPath,
          args,
          cwd,
          env,
          shows: () => mode === "dev",
          isSecret,
          ...(readyUrl ? { readyUrl } : {}),
        }),
      () => `${name} ${readyUrl ? "answers" : "is started"}.`,
    )
  const app = (path: string) =>
    mode === "dev"
      ? [join(root, "node_modules/tsx/dist/cli.mjs"), "watch", "--clear-screen=false", path]
      : ["--import", "tsx", path]
  await node("ws", app("apps/ws/src/main.ts"), root, `http://127.0.0.1:${ws}/health`)
  await node("worker", app("apps/worker/src/main.ts"), root)
  const next = [nextProgram(root), mode, "--port", String(web), "--hostname", "127.0.0.1"]
  await node("web", next, join(root, "apps/web"), `http://127.0.0.1:${web}/sign-in`)
  return { webUrl, wsUrl, signIns, failure: running.failure, ...(setUpCode ? { setUpCode } : {}) }
}

/** Where the bytes of uploaded files are. */
export const filesOf = (root: string, folder: string): string =>
  resolve(root, process.env.FILES_DIR || join(folder, "files"))

async function demo(databaseUrl: string, files: string): Promise<SignIn[]> {
  const keep = await keeperOf(files)
  const { seedDemo } = await import("@alphas/db/seed/demo")
  const { signIns } = await step(
    "Looking for data …",
    () => seedDemo(databaseUrl, { keep, log: say }),
    ({ seeded }) =>
      seeded ? "The demo agency is in the database." : "The database has data and is left as it is.",
  )
  return signIns
}

/** Keeps bytes below a folder, as the product does. */
export async function keeperOf(files: string): Promise<(bytes: Uint8Array) => Promise<void>> {
  const { diskStore } = await import("@alphas/api/byte-store")
  const store = diskStore(files)
  return async (bytes) => {
    const incoming = await store.put(Readable.from([bytes]))
    await incoming.keep()
  }
}
