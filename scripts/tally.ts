import { existsSync, readFileSync } from "node:fs"

export interface Tally {
  passed: number
  failed: number
  skipped: number
}

/** What vitest's JSON reporter writes, as far as it is read here. */
interface VitestReport {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numTodoTests: number
  testResults: { status: string; assertionResults: { status: string }[] }[]
}

/** What Playwright's JSON reporter writes, as far as it is read here. */
interface PlaywrightReport {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number }
  errors: unknown[]
}

/** A file that could not even be loaded has no tests, and counts as one that failed. */
export function tallyVitest(reportFile: string, exitCode: number): Tally {
  const report = read<VitestReport>(reportFile)
  if (!report) return noReport(exitCode)
  const broken = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === "failed" && !assertionResults.some((assertion) => assertion.status === "failed"),
  ).length
  return agreeing(exitCode, {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken,
    skipped: report.numPendingTests + report.numTodoTests,
  })
}

/** A test that passed only when it was repeated counts as passed. */
export function tallyPlaywright(reportFile: string, exitCode: number): Tally {
  const report = read<PlaywrightReport>(reportFile)
  if (!report) return noReport(exitCode)
  const { expected, unexpected, flaky, skipped } = report.stats
  return agreeing(exitCode, { passed: expected + flaky, failed: unexpected + report.errors.length, skipped })
}

export function sum(tallies: Tally[]): Tally {
  return tallies.reduce(
    (all, one) => ({
      passed: all.passed + one.passed,
      failed: all.failed + one.failed,
      skipped: all.skipped + one.skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  )
}

function noReport(exitCode: number): Tally {
  return { passed: 0, failed: exitCode === 0 ? 0 : 1, skipped: 0 }
}

/** A run that failed without a failed test (coverage too low, an error outside of tests) is a failure as well. */
function agreeing(exitCode: number, tally: Tally): Tally {
  return exitCode !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally
}

function read<T>(file: string): T | undefined {
  if (!existsSync(file)) return undefined
  // The reporter of a pinned version wrote it in the course of this run.
  return JSON.parse(readFileSync(file, "utf8")) as T
}
