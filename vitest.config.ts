import { availableParallelism } from "node:os"
import { defineConfig } from "vitest/config"

export default defineConfig({
  test: {
    environment: "node",
    include: [
      "packages/**/*.test.{ts,tsx}",
      "apps/**/src/**/*.test.{ts,tsx}",
      "proofs/**/*.test.ts",
      "scripts/**/*.test.ts",
    ],
    exclude: ["**/node_modules/**", "**/dist/**", "**/.next/**"],
    pool: "forks",
    // One process runs many files, and loads the modules that they share once. So a test leaves nothing behind in a
    // module, in the environment or in a global.
    isolate: false,
    // Their statements wait for PostgreSQL, so two have work for one core, too.
    maxWorkers: Math.max(2, availableParallelism()),
    globalSetup: ["scripts/vitest-setup.ts"],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    coverage: {
      provider: "v8",
      include: ["packages/**/src/**/*.{ts,tsx}"],
      exclude: ["**/*.test.{ts,tsx}"],
      reporter: ["text-summary", "json-summary"],
      thresholds: { statements: 80 },
    },
  },
})
