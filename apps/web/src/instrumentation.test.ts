import { spawnSync } from "node:child_process"
import { fileURLToPath } from "node:url"
import { expect, test } from "vitest"

test("a wrong environment ends the start, and each variable has a sentence", () => {
  const program = `await (await import(${JSON.stringify(fileURLToPath(new URL("instrumentation.ts", import.meta.url)))})).register()
    console.log("started")`
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--import", "tsx", "--input-type=module", "-e", program],
    {
      encoding: "utf8",
      env: { PATH: process.env.PATH, NODE_ENV: "production", NEXT_RUNTIME: "nodejs", WEB_PORT: "http" },
    },
  )
  expect(stderr).toMatch(/DATABASE_URL is missing\.[\s\S]*WEB_PORT is wrong[\s\S]*ALPHAS_SECRET is missing\./)
  expect(stderr).not.toMatch(/\n\s+at /)
  expect({ status, stdout }).toEqual({ status: 1, stdout: "" })
})
