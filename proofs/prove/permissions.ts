/**
 * Every procedure, every role, every relation to the row it names: nothing leaks, nothing is wrongly refused.
 *
 * The cells are made from the router; what each must come to is written apart (permissions/oracle.ts). Each is tried as
 * somebody who is signed in, and then with API tokens; where a call names several ids, with those of two rows mixed.
 *
 * Then every check is taken away in turn (each permission of each role is widened and taken away, each visibility
 * predicate is made true, tokens are let do what they must not), and the proof must notice.
 *
 * Every answer is searched for what is planted in all rows (permissions/secrets.ts): ids, amounts, notes, hashes. So is
 * what a refusal shows: whatever names a version is called a second time with one that is stale.
 */

import { appRouter } from "@alphas/api/router"
import { testApi } from "@alphas/api/testing"
import { type Tally, tryAll } from "./permissions/attempts"
import { cases } from "./permissions/cases"
import { makeFixture } from "./permissions/fixture"
import {
  askPredicates,
  breakPermissions,
  breakPredicates,
  breakWays,
  noteAsked,
  type Removals,
} from "./permissions/removals"

const started = performance.now()
const seconds = () => `${((performance.now() - started) / 1000).toFixed(0)} s`

async function main(): Promise<void> {
  const api = await testApi()
  try {
    const fixture = await makeFixture(api.database.connection.db)
    const walked = Object.keys(appRouter._def.procedures)
    const without = walked.filter((path) => cases[path] === undefined)
    const unknown = Object.keys(cases).filter((path) => !walked.includes(path))
    if (without.length + unknown.length > 0) {
      console.log(
        `Procedures without a case: ${without.join(", ") || "none"}; cases without a procedure: ${unknown.join(", ") || "none"}.`,
      )
      process.exitCode = 1
    }
    // A procedure's path, or the beginning of some, tries only these.
    const only = process.argv.slice(2)
    const chosen = (path: string) => only.length === 0 || only.some((beginning) => path.startsWith(beginning))
    const paths = walked.filter((path) => cases[path] !== undefined && chosen(path))
    const { asked, result: tally } = await noteAsked(async (during) => {
      const all: Tally = { cells: 0, stale: 0, misses: [] }
      for (const path of paths) {
        during(path)
        const { cells, stale, misses } = await tryAll(api, fixture, [path], { closely: true })
        all.cells += cells
        all.stale += stale
        all.misses.push(...misses)
      }
      return all
    })
    const direct = await askPredicates(api, fixture, asked)
    const misses = [...tally.misses, ...direct.misses]
    const leaks = misses.filter((miss) => miss.got === "done" || miss.got.startsWith("shows "))
    for (const miss of misses)
      console.log(`  ${miss.path} as ${miss.role} (${miss.relation}): ${miss.got}, must be ${miss.expected}`)
    console.log(
      `${paths.length} procedures, ${tally.cells + direct.cells} cells and ${tally.stale} stale versions in ${seconds()}: ${leaks.length} leaks, ${misses.length - leaks.length} wrong refusals.`,
    )
    if (misses.length > 0) process.exitCode = 1
    // Some checks are noticed by one procedure only, so they are taken away when all are tried.
    if (only.length > 0) return
    const predicates = await breakPredicates(api, fixture, asked)
    const removals: [string, Removals][] = [
      ["permissions", await breakPermissions(api, fixture, paths)],
      [`predicates (${predicates.inAnswers} noticed in answers, the rest asked themselves)`, predicates],
      ["bounds of tokens", await breakWays(api, fixture, paths)],
    ]
    let unnoticed = 0
    for (const [what, { tried, missed }] of removals) {
      for (const check of missed) console.log(`  taking this away went unnoticed: ${check}`)
      console.log(`${tried} ${what} taken away one by one: ${missed.length} unnoticed.`)
      unnoticed += missed.length
    }
    console.log(`All in ${seconds()}.`)
    if (unnoticed > 0) process.exitCode = 1
  } finally {
    await api.close()
  }
}

await main()
