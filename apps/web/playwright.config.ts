import { findChromium } from "@alphas/local/chromium"
import { defineConfig } from "@playwright/test"

const { executablePath, args, env } = await findChromium()

/** The browser tests. `npm test` starts the product for them and names it in ALPHAS_E2E_PRODUCTS. */
export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results",
  fullyParallel: false,
  forbidOnly: true,
  // Where others share the machine a page may be slow once; what fails twice is broken. The report names both.
  retries: process.env.CI ? 1 : 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: {
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    viewport: { width: 1440, height: 900 },
    // What slides and fades is drawn frame by frame, and waited for.
    contextOptions: { reducedMotion: "reduce" },
    // To record everything for what fails seldom costs a fifth of the time: the second try of what failed, or on demand.
    trace: process.env.ALPHAS_TRACE ? "on" : "on-first-retry",
    screenshot: "only-on-failure",
    launchOptions: { executablePath, args, ...(env ? { env: { ...process.env, ...env } } : {}) },
  },
})
