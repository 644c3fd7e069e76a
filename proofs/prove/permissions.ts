/**
 * Every procedure, every role, every relation to the row it names: nothing leaks, nothing is wrongly refused.
 *
 * The cells are made from the router; what each must come to is written apart (calls/who.ts). Each is tried as
 * somebody who is signed in, and then with API tokens; where a call names several ids, with those of two rows mixed.
 *
 * Then every check is taken away in turn (each permission of each role is widened and taken away, each visibility
 * predicate is made true, tokens are let do what they must not), and the proof must notice.
 *
 * What the live feed tells each role of every mutation is searched the same way (permissions/feed.ts).
 *
 * The orders and filters that are kept from some role are asked by that role: they are refused, or nothing passes
 * (permissions/lists.ts), and each guard in the declaration of a list is taken away in turn (permissions/list-guards.ts).
 *
 * Every query is asked in every order and with every filter, and again after all that is kept from whoever asks was
 * changed: the answers must be the same (permissions/kept.ts).
 *
 * Every answer is searched for what is planted in all rows (calls/secrets.ts): ids, amounts, notes, hashes. So is
 * what a refusal shows: whatever names a version is called a second time with one that is stale.
 */

import { testApi } from "@alphas/api/testing"
import { makeAgency } from "../agency"
import { examples } from "../calls/calls"
import { Sample } from "../sample"
import { type Tally, trialsOf } from "./permissions/attempts"
import { tryFeed } from "./permissions/feed"
import { tryKept } from "./permissions/kept"
import { ofLists } from "./permissions/list-guards"
import { tryLists } from "./permissions/lists"
import { askPredicates, noteAsked, ofPermissions, ofPredicates, ofWays } from "./permissions/removals"

const started = performance.now()
const seconds = () => `${((performance.now() - started) / 1000).toFixed(0)} s`

async function main(): Promise<void> {
  // A procedure's path, or the beginning of some, tries only these.
  const sample = Sample.read()
  const paths = sample.named(examples.values()).map(({ path }) => path)
  // The second is changed for good.
  const [api, other] = [await testApi(), await testApi()]
  try {
    const agency = await makeAgency(api.database.connection.db)
    const { asked, result: tally } = await noteAsked(async (during) => {
      const all: Tally = { cells: 0, stale: 0, misses: [] }
      for (const { path, into } of sample.draw(trialsOf(api, agency, paths, { closely: true }))) {
        // What is left of the time is for what follows.
        if (sample.passed > 0.4) break
        during(path)
        await into(all)
      }
      return all
    })
    const direct = await askPredicates(api, agency, asked)
    const listed = await tryLists(api, agency, (path) => paths.includes(path))
    const misses = [...tally.misses, ...direct.misses, ...listed.misses]
    const leaks = misses.filter((miss) => miss.got === "done" || miss.got.startsWith("shows "))
    for (const miss of misses)
      console.log(`  ${miss.path} as ${miss.role} (${miss.relation}): ${miss.got}, must be ${miss.expected}`)
    console.log(
      `${paths.length} procedures, ${tally.cells + direct.cells + listed.cells} cells and ${tally.stale} stale versions in ${seconds()}: ${leaks.length} leaks, ${misses.length - leaks.length} wrong refusals.`,
    )
    if (tally.cells === 0) {
      console.log("No cell was tried, which proves nothing: give it more time.")
      process.exitCode = 1
    }
    const feed = await tryFeed(api, agency, { paths, sample, until: 0.5 })
    for (const what of feed.leaks.slice(0, 20)) console.log(`  ${what}`)
    console.log(
      `${feed.events} events of the live feed: ${feed.leaks.length} ids that whoever is told must not read.`,
    )
    const changing = await makeAgency(other.database.connection.db)
    const kept = await tryKept(other, changing, { paths, sample, from: 0.5, to: 0.8 })
    for (const what of kept.tells.slice(0, 20)) console.log(`  ${what}`)
    console.log(
      `${kept.questions} questions in every order and with every filter, asked again after what is kept from the person was changed: ${kept.tells.length} answers tell of it.`,
    )
    if (misses.length + feed.leaks.length + kept.tells.length > 0) process.exitCode = 1
    // Some checks are noticed by one procedure only, so they are taken away when all are tried.
    if (sample.isNamed) return
    const removals = [
      ...ofPermissions(api, agency, paths),
      // Which procedures ask for which predicate is only known when all were tried.
      ...(sample.isPart ? [] : ofPredicates(api, agency, asked)),
      ...ofWays(api, agency, paths),
      ...ofLists({ api, agency }, { api: other, agency: changing }),
    ]
    const tried = new Map<string, number>()
    let unnoticed = 0
    for (const { kind, what, isNoticed } of sample.draw(removals)) {
      if (sample.passed > 1) break
      tried.set(kind, (tried.get(kind) ?? 0) + 1)
      if (await isNoticed()) continue
      unnoticed++
      console.log(`  taking this away went unnoticed: ${what}`)
    }
    const counts = [...tried].map(([kind, count]) => `${count} ${kind}`).join(", ")
    console.log(`${counts} taken away one by one: ${unnoticed} unnoticed. All in ${seconds()}.`)
    if (unnoticed > 0) process.exitCode = 1
  } finally {
    await api.close()
    await other.close()
  }
}

await main()
