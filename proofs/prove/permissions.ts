/**
 * Every procedure, every role, every relation to the row it names: nothing leaks, nothing is wrongly refused.
 *
 * The cells are made from the router; what each must come to is written apart (calls/who.ts). Each is tried as
 * somebody who is signed in, and then with API tokens; where a call names several ids, with those of two rows mixed.
 *
 * Then every check is taken away in turn (each permission of each role is widened and taken away, each visibility
 * predicate is made true, tokens are let do what they must not), and the proof must notice.
 *
 * Every list is asked in each of its orders, by each of its filters with the values of every row there is.
 *
 * Every answer is searched for what is planted in all rows (calls/secrets.ts): ids, amounts, notes, hashes. So is
 * what a refusal shows: whatever names a version is called a second time with one that is stale.
 */

import { testApi } from "@alphas/api/testing"
import { makeAgency } from "../agency"
import { examples } from "../calls/calls"
import { Sample } from "../sample"
import { type Tally, tryAll } from "./permissions/attempts"
import { breakLists, tryList } from "./permissions/lists"
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
    const agency = await makeAgency(api.database.connection.db)
    // A procedure's path, or the beginning of some, tries only these; --seconds N draws some.
    const sample = new Sample(
      [...examples.keys()].map((path) => ({ path })),
      process.argv.slice(2),
    )
    const { asked, result: tally } = await noteAsked(async (during) => {
      const all: Tally = { cells: 0, stale: 0, misses: [] }
      for (const { path } of sample) {
        during(path)
        const { cells, stale, misses } = await tryAll(api, agency, [path], { closely: true })
        const list = await tryList(api, agency, path)
        all.cells += cells + list.cells
        all.stale += stale
        all.misses.push(...misses, ...list.misses)
      }
      return all
    })
    const direct = await askPredicates(api, agency, asked)
    const misses = [...tally.misses, ...direct.misses]
    const leaks = misses.filter((miss) => miss.got === "done" || miss.got.startsWith("shows "))
    for (const miss of misses)
      console.log(`  ${miss.path} as ${miss.role} (${miss.relation}): ${miss.got}, must be ${miss.expected}`)
    console.log(
      `${sample.tried} procedures, ${tally.cells + direct.cells} cells and ${tally.stale} stale versions in ${seconds()}: ${leaks.length} leaks, ${misses.length - leaks.length} wrong refusals.`,
    )
    if (sample.again !== "") console.log(sample.again)
    if (misses.length > 0) process.exitCode = 1
    // Some checks are noticed by one procedure only, so they are taken away when all are tried.
    if (sample.isPart) return
    const paths = sample.wanted.map(({ path }) => path)
    const predicates = await breakPredicates(api, agency, asked)
    const removals: [string, Removals][] = [
      ["permissions", await breakPermissions(api, agency, paths)],
      [`predicates (${predicates.inAnswers} noticed in answers, the rest asked themselves)`, predicates],
      ["bounds of tokens", await breakWays(api, agency, paths)],
      ["guards of lists", await breakLists(api, agency)],
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
