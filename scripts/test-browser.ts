import { readFileSync } from "node:fs"
import { join } from "node:path"
import { ensureDatabase } from "@alphas/local/database"
import { startMail } from "@alphas/local/mail"
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
 * with Playwright's exit code. The tests find it by these variables: ALPHAS_E2E_URL (the pages), ALPHAS_E2E_WS_URL,
 * ALPHAS_E2E_OUTBOX (`GET /messages`), ALPHAS_E2E_DATABASE and ALPHAS_E2E_SIGN_INS (JSON of role, email, password).
 * A second one without data waits for its first admin: ALPHAS_E2E_EMPTY_URL and ALPHAS_E2E_SET_UP_CODE.
 */
export async function runBrowserTests(options: BrowserTests): Promise<number> {
  const { root, folder, env } = options
  const mail = await startMail()
  const redisUrl = env.ALPHAS_TEST_REDIS
  const running: Processes[] = []
  const start = async (name: string, empty: boolean) => {
    const databaseUrl = await ensureDatabase(env.ALPHAS_TEST_POSTGRES ?? "", `${name}_${process.pid}`)
    const product = await startProduct(
      {
        root,
        folder: join(folder, name),
        // The same build as `npm start` makes, and the record of it where that looks.
        buildFolder: join(root, ".alphas"),
        services: {
          databaseUrl,
          smtpUrl: mail.smtpUrl,
          outboxUrl: mail.webUrl,
          // What is limited by address would be limited for both.
          ...(redisUrl && !empty ? { redisUrl } : {}),
          stop: mail.stop,
        },
        mode: "start",
        empty,
      },
      (processes) => void running.push(processes),
    )
    return { ...product, databaseUrl }
  }
  try {
    const product = await start("browser", false)
    const empty = await start("empty", true)
    const tests = runNode(
      [options.playwright, "test", "-c", options.config, "--reporter=list,json", ...options.pages],
      {
        cwd: join(root, "apps/web"),
        env: {
          ...env,
          PLAYWRIGHT_JSON_OUTPUT_NAME: options.report,
          ALPHAS_E2E_URL: product.webUrl,
          ALPHAS_E2E_WS_URL: product.wsUrl,
          ALPHAS_E2E_OUTBOX: mail.webUrl,
          ALPHAS_E2E_DATABASE: product.databaseUrl,
          ALPHAS_E2E_SIGN_INS: JSON.stringify(product.signIns),
          ALPHAS_E2E_EMPTY_URL: empty.webUrl,
          ALPHAS_E2E_SET_UP_CODE: setUpCode(join(folder, "empty", "logs", "ws.log")),
        },
      },
    )
    return await Promise.race([tests, product.failure, empty.failure])
  } finally {
    for (const processes of running) await processes.stop()
    await mail.stop()
  }
}

/** What the server without data printed for whoever becomes its first admin. */
function setUpCode(log: string): string {
  const code = /Set-up code: (\S+)\./.exec(readFileSync(log, "utf8"))?.[1]
  if (code === undefined) throw new Error("The server without data printed no set-up code.")
  return code
}
