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
  report: string
}

/**
 * Starts the built product with the demo agency on a database of its own and runs Playwright against it; resolves
 * with Playwright's exit code. The tests find it by these variables: ALPHAS_E2E_URL (the pages), ALPHAS_E2E_WS_URL,
 * ALPHAS_E2E_OUTBOX (`GET /messages`), ALPHAS_E2E_DATABASE and ALPHAS_E2E_SIGN_INS (JSON of role, email, password).
 */
export async function runBrowserTests(options: BrowserTests): Promise<number> {
  const { root, folder, env } = options
  const databaseUrl = await ensureDatabase(env.ALPHAS_TEST_POSTGRES ?? "", `browser_${process.pid}`)
  const mail = await startMail()
  const redisUrl = env.ALPHAS_TEST_REDIS
  let running: Processes | undefined
  try {
    const product = await startProduct(
      {
        root,
        folder,
        // The same build as `npm start` makes, and the record of it where that looks.
        buildFolder: join(root, ".alphas"),
        services: {
          databaseUrl,
          smtpUrl: mail.smtpUrl,
          outboxUrl: mail.webUrl,
          ...(redisUrl ? { redisUrl } : {}),
          stop: mail.stop,
        },
        mode: "start",
        empty: false,
      },
      (processes) => {
        running = processes
      },
    )
    const tests = runNode([options.playwright, "test", "-c", options.config, "--reporter=list,json"], {
      cwd: join(root, "apps/web"),
      env: {
        ...env,
        PLAYWRIGHT_JSON_OUTPUT_NAME: options.report,
        ALPHAS_E2E_URL: product.webUrl,
        ALPHAS_E2E_WS_URL: product.wsUrl,
        ALPHAS_E2E_OUTBOX: mail.webUrl,
        ALPHAS_E2E_DATABASE: databaseUrl,
        ALPHAS_E2E_SIGN_INS: JSON.stringify(product.signIns),
      },
    })
    return await Promise.race([tests, product.failure])
  } finally {
    await running?.stop()
    await mail.stop()
  }
}
