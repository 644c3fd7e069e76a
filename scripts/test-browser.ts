import { readdirSync } from "node:fs"
import { availableParallelism } from "node:os"
import { join } from "node:path"
import { ensureDatabase } from "@alphas/local/database"
import { type Outbox, startOutbox } from "@alphas/local/outbox"
import { startRedis } from "@alphas/local/redis"
import { runNode } from "./children"
import type { Processes } from "./processes"
import { startProduct } from "./product"

export interface BrowserTests {
  root: string
  /** Temporary: the logs and the outbox of this run. */
  folder: string
  /** With ALPHAS_TEST_POSTGRES, and ALPHAS_TEST_REDIS where there is one. */
  env: NodeJS.ProcessEnv
  config: string
  playwright: string
  /** Only the files whose path holds one of these; none for all. */
  pages: string[]
  report: string
}

/**
 * Starts the built product with the demo agency on a database of its own and runs Playwright against it; resolves
 * with Playwright's exit code. Where more than one file is to be run and the machine has the cores, there are up to four
 * such products with a worker each, which know nothing of each other. The tests find them in ALPHAS_E2E_PRODUCTS, a JSON list in the order of the
 * workers: `url` (the pages), `wsUrl`, `outbox` (`GET <outbox>/messages`), `database` and `signIns` (role, email, password).
 * One more without data waits for its first admin: ALPHAS_E2E_EMPTY_URL and ALPHAS_E2E_SET_UP_CODE.
 */
export async function runBrowserTests(options: BrowserTests): Promise<number> {
  const { root, folder, env } = options
  const running: Processes[] = []
  const stops: (() => Promise<void>)[] = []
  const start = async (name: string, outbox: Outbox, redisUrl: string | undefined, empty = false) => {
    const databaseUrl = await ensureDatabase(env.ALPHAS_TEST_POSTGRES ?? "", `${name}_${process.pid}`)
    const product = await startProduct(
      {
        root,
        folder: join(folder, name),
        // The same build as `npm start` makes, and the record of it where that looks.
        buildFolder: join(root, ".alphas"),
        built: running.length > 0,
        services: {
          databaseUrl,
          smtpUrl: outbox.smtpUrl,
          outboxUrl: outbox.webUrl,
          ...(redisUrl ? { redisUrl } : {}),
          stop: outbox.stop,
        },
        mode: "start",
        empty,
      },
      (processes) => void running.push(processes),
    )
    return { ...product, databaseUrl, outbox }
  }
  const newOutbox = async () => {
    const outbox = await startOutbox()
    stops.push(outbox.stop)
    return outbox
  }
  try {
    const workers = workersFor(options)
    const first = await start("browser", await newOutbox(), env.ALPHAS_TEST_REDIS)
    const products = [first]
    for (let worker = 1; worker < workers; worker++) {
      // A Redis of its own, if there is one at all: what is limited by address, or heard, is so for this one alone.
      const redis = env.ALPHAS_TEST_REDIS ? await startRedis() : null
      if (redis) stops.push(redis.stop)
      products.push(await start(`browser_${worker}`, await newOutbox(), redis?.url))
    }
    const empty = await start("empty", first.outbox, undefined, true)
    const tests = runNode(
      [
        ...[options.playwright, "test", "-c", options.config, "--reporter=list,json"],
        ...[`--workers=${products.length}`, ...options.pages],
      ],
      {
        cwd: join(root, "apps/web"),
        env: {
          ...env,
          PLAYWRIGHT_JSON_OUTPUT_NAME: options.report,
          ALPHAS_E2E_PRODUCTS: JSON.stringify(
            products.map(({ webUrl, wsUrl, databaseUrl, signIns, outbox }) => ({
              ...{ url: webUrl, wsUrl, outbox: outbox.webUrl, database: databaseUrl, signIns },
            })),
          ),
          ALPHAS_E2E_EMPTY_URL: empty.webUrl,
          ALPHAS_E2E_SET_UP_CODE: empty.setUpCode ?? "",
        },
      },
    )
    return await Promise.race([tests, ...products.map(({ failure }) => failure), empty.failure])
  } finally {
    for (const processes of running) await processes.stop()
    for (const stop of stops.reverse()) await stop()
  }
}

/** As many as there are files to run, but no more than four, nor than the machine has cores. */
function workersFor({ root, pages }: BrowserTests): number {
  const files = readdirSync(join(root, "apps/web/e2e"))
    .filter((file) => file.endsWith(".spec.ts"))
    .filter((file) => pages.length === 0 || pages.some((part) => `e2e/${file}`.includes(part)))
  return Math.max(1, Math.min(4, files.length, availableParallelism()))
}
