import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, expect, test } from "vitest"
import { sum, tallyPlaywright, tallyVitest } from "./tally"

const folder = mkdtempSync(join(tmpdir(), "alphas-tally-"))
afterAll(() => rmSync(folder, { recursive: true }))

function report(content: unknown): string {
  const file = join(folder, "report.json")
  writeFileSync(file, JSON.stringify(content))
  return file
}

const counts = { numPassedTests: 5, numFailedTests: 0, numPendingTests: 1, numTodoTests: 1, testResults: [] }

test("counts a file that could not be loaded as one that failed", () => {
  const testResults = [
    { status: "failed", assertionResults: [] },
    { status: "failed", assertionResults: [{ status: "passed" }, { status: "failed" }] },
    { status: "passed", assertionResults: [{ status: "passed" }] },
  ]
  const file = report({ ...counts, numFailedTests: 1, testResults })
  expect(tallyVitest(file, 1)).toEqual({ passed: 5, failed: 2, skipped: 2 })
})

test("a run that ends badly without a failed test has failed", () => {
  expect(tallyVitest(report(counts), 1).failed).toBe(1)
  expect(tallyVitest(report(counts), 0).failed).toBe(0)
  expect(tallyVitest(join(folder, "missing.json"), 1)).toEqual({ passed: 0, failed: 1, skipped: 0 })
})

test("counts Playwright's flaky tests as passed and its errors as failed", () => {
  const stats = { expected: 3, unexpected: 1, flaky: 1, skipped: 2 }
  expect(tallyPlaywright(report({ stats, errors: [{}] }), 1)).toEqual({ passed: 4, failed: 2, skipped: 2 })
})

test("adds up", () => {
  const one = { passed: 1, failed: 2, skipped: 3 }
  expect(sum([one, one])).toEqual({ passed: 2, failed: 4, skipped: 6 })
  expect(sum([])).toEqual({ passed: 0, failed: 0, skipped: 0 })
})
