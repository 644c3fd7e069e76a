import { availableParallelism } from "node:os"
import { defineConfig } from "vitest/config"

const exclude = ["**/node_modules/**", "**/dist/**", "**/.next/**"]
/** Tests of what a page shows: they draw it in a browser's stead, and need no server. */
const drawn = "apps/web/src/**/*.dom.test.tsx"

export default defineConfig({
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: "node",
          environment: "node",
          include: [
            "packages/**/*.test.{ts,tsx}",
            "apps/**/src/**/*.test.{ts,tsx}",
            "proofs/**/*.test.ts",
            "scripts/**/*.test.ts",
          ],
          exclude: [...exclude, drawn],
          // One process runs many files, and loads the modules that they share once. So a test leaves nothing behind in
          // a module, in the environment or in a global.
          isolate: false,
          globalSetup: ["scripts/vitest-setup.ts"],
        },
      },
      {
        extends: true,
        test: { name: "pages", environment: "happy-dom", include: [drawn], exclude },
      },
    ],
    pool: "forks",
    // Their statements wait for PostgreSQL, so two have work for one core, too.
    maxWorkers: Math.max(2, availableParallelism()),
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
