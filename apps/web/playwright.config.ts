import { findChromium } from "@alphas/local/chromium"
import { defineConfig } from "@playwright/test"

const { executablePath, args, env } = await findChromium()

/** The browser tests. `npm test` starts the product for them and names it in ALPHAS_E2E_*. */
export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results",
  workers: 1,
  fullyParallel: false,
  forbidOnly: true,
  // Where others share the machine a page may be slow once; what fails twice is broken. The report names both.
  retries: process.env.CI ? 1 : 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: {
    baseURL: process.env.ALPHAS_E2E_URL ?? "http://localhost:3000",
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    viewport: { width: 1440, height: 900 },
    trace: "retain-on-failure",
    launchOptions: { executablePath, args, ...(env ? { env: { ...process.env, ...env } } : {}) },
  },
})
