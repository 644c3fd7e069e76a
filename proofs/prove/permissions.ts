/**
 * Every procedure, every role, every relation to the row it names: nothing leaks, nothing is wrongly refused.
 *
 * The cells are made from the router; what each must come to is written apart (permissions/oracle.ts). Then every
 * check is taken away in turn (each permission of each role is widened to all and taken away, each visibility
 * predicate is made true), and the proof must notice.
 *
 * Every answer is searched for what is planted in all rows (permissions/secrets.ts): ids, amounts, notes, hashes. So is
 * what a refusal shows: whatever names a version is called a second time with one that is stale.
 */

import { Refusal } from "@alphas/api/refusal"
import { appRouter } from "@alphas/api/router"
import { type TestApi, testApi } from "@alphas/api/testing"
import type { Meta } from "@alphas/api/trpc"
import { may, type Permission, permissionNames, permissions, type Scope } from "@alphas/domain/permissions"
import { TRPCError } from "@trpc/server"
import { type Case, cases } from "./permissions/cases"
import { type Fixture, makeFixture, type Row } from "./permissions/fixture"
import { type Outcome, type Relation, type Role, relations, roles } from "./permissions/oracle"

/** What a procedure says of itself, whatever its types. */
interface Described {
  _def: { meta?: Meta }
}
const described = appRouter._def.procedures as unknown as Record<string, Described>
const metaOf = (path: string) => described[path]?._def.meta

interface Cell {
  path: string
  role: Role
  relation: Relation | "-"
}
interface Miss extends Cell {
  expected: string
  got: string
}

class Undo extends Error {}

const shows = "shows "

async function main(): Promise<void> {
  const api = await testApi()
  try {
    const fixture = await makeFixture(api.database.connection.db)
    const walked = Object.keys(appRouter._def.procedures)
    const without = walked.filter((path) => cases[path] === undefined)
    const stale = Object.keys(cases).filter((path) => !walked.includes(path))
    if (without.length + stale.length > 0) {
      console.log(
        `Procedures without a case: ${without.join(", ") || "none"}; cases without a procedure: ${stale.join(", ") || "none"}.`,
      )
      process.exitCode = 1
    }
    const started = performance.now()
    const paths = walked.filter((path) => cases[path] !== undefined)
    const { cells, stale: refusals, misses } = await tryAll(api, fixture, paths, { late: true })
    const leaks = misses.filter((miss) => miss.got === "done" || miss.got.startsWith(shows))
    for (const miss of misses)
      console.log(`  ${miss.path} as ${miss.role} (${miss.relation}): ${miss.got}, must be ${miss.expected}`)
    const seconds = ((performance.now() - started) / 1000).toFixed(1)
    console.log(
      `${paths.length} procedures, ${cells} cells and ${refusals} stale versions in ${seconds} s: ${leaks.length} leaks, ${misses.length - leaks.length} wrong refusals.`,
    )
    const unnoticed = await breakEachCheck(api, fixture, paths)
    for (const check of unnoticed.missed) console.log(`  taking this away went unnoticed: ${check}`)
    console.log(`${unnoticed.tried} checks taken away one by one: ${unnoticed.missed.length} unnoticed.`)
    if (misses.length + unnoticed.missed.length > 0) process.exitCode = 1
  } finally {
    await api.close()
  }
}

const listed = (path: string): Case[] => [cases[path] ?? []].flat()

async function tryAll(
  api: TestApi,
  fixture: Fixture,
  paths: string[],
  how: { late: boolean } = { late: false },
): Promise<{ cells: number; stale: number; misses: Miss[] }> {
  let [cells, stale] = [0, 0]
  const misses: Miss[] = []
  for (const path of paths) {
    for (const each of listed(path)) {
      for (const role of roles) {
        const found = await tryRole(api, fixture, path, each, role, how)
        cells += found.cells
        stale += found.stale
        misses.push(...found.misses)
      }
      // Without a session nothing but the public list answers.
      const { admin } = fixture.people
      cells++
      const input = each.input(admin.spare, fixture, admin)
      const got = (await attempt(api, fixture, path, input, null)).outcome
      if (metaOf(path)?.kind !== "open" && got !== "unauthenticated") {
        misses.push({ path, role: "admin", relation: "-", expected: "unauthenticated", got })
      }
    }
  }
  return { cells, stale, misses }
}

async function tryRole(
  api: TestApi,
  fixture: Fixture,
  path: string,
  each: Case,
  role: Role,
  how: { late: boolean },
) {
  const misses: Miss[] = []
  let [cells, stale] = [0, 0]
  const person = fixture.people[role]
  const expect = (relation: Relation | "-", expected: Outcome, got: string) => {
    cells++
    if (expected !== got) misses.push({ path, role, relation, expected, got })
  }
  const search = (relation: Relation | "-", answer: unknown) => {
    for (const what of fixture.secrets.leaked(answer, role))
      misses.push({ path, role, relation, expected: "kept from them", got: `${shows}${what}` })
  }
  const late = async (relation: Relation | "-", row: Row) => {
    const input = how.late ? outdated(each.input(row, fixture, person) ?? {}) : null
    if (input === null) return
    const { current } = await attempt(api, fixture, path, input, role)
    if (current !== undefined) stale++
    search(relation, current)
  }
  const standing = relations.flatMap((relation) => {
    const row = person.rows[relation]
    return row === undefined ? [] : [{ relation, row }]
  })
  if (each.role !== undefined) {
    const [first] = standing
    if (first !== undefined) {
      const { outcome, answer } = await attempt(
        api,
        fixture,
        path,
        each.input(first.row, fixture, person),
        role,
      )
      expect("-", each.role(role), outcome)
      search("-", answer)
      await late("-", first.row)
    }
    return { cells, stale, misses }
  }
  for (const { relation, row } of standing) {
    const wanted = each.row?.(role, relation) ?? "forbidden"
    const { outcome, answer } = await attempt(api, fixture, path, each.input(row, fixture, person), role)
    if (each.shows === undefined) expect(relation, wanted, outcome)
    else expect(relation, wanted, outcome === "done" && !each.shows(answer, row) ? "not_found" : outcome)
    search(relation, answer)
    await late(relation, row)
    if (wanted !== "done" || each.holds === undefined) continue
    for (const what of fixture.secrets.missing(answer, role, each.holds(row)))
      misses.push({ path, role, relation, expected: `to show ${what}`, got: "an answer without it" })
  }
  return { cells, stale, misses }
}

/** An input whose versions are those of nothing; null when it names none. */
function outdated(input: unknown): unknown {
  const text = JSON.stringify(input)
  const late = text.replace(/"(\w*[vV]ersion)":\d+/g, '"$1":987654')
  return late === text ? null : JSON.parse(late)
}

/** Calls a procedure in a transaction that is rolled back, so that every cell finds the same agency. */
async function attempt(api: TestApi, fixture: Fixture, path: string, input: unknown, role: Role | null) {
  let outcome = "done"
  let answer: unknown
  let current: unknown
  await api.services.db
    .transaction(async (tx) => {
      // A transaction serves as the database of the call: its own transactions become savepoints.
      const db = tx as unknown as typeof api.services.db
      const caller = api.as(role === null ? null : fixture.people[role].user, { db })
      const verb = path.split(".").reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], caller)
      try {
        answer = await (verb as (input: unknown) => Promise<unknown>)(input)
      } catch (error) {
        outcome = outcomeOf(error)
        current = refusalIn(error)?.details.current
      }
      throw new Undo()
    })
    .catch((error) => {
      if (!(error instanceof Undo)) throw error
    })
  return { outcome, answer, current }
}

function refusalIn(error: unknown): Refusal | undefined {
  const cause = error instanceof TRPCError && !(error instanceof Refusal) ? error.cause : error
  return cause instanceof Refusal ? cause : undefined
}

/** What a refusal says about rights. A refusal for another reason got past them, which counts as done. */
function outcomeOf(error: unknown): string {
  if (!(error instanceof TRPCError)) throw error
  const cause = refusalIn(error)
  if (cause === undefined) return `failed (${error.message.slice(0, 300)})`
  if (cause.reason === "unauthenticated" || cause.reason === "forbidden") return cause.reason
  return cause.reason === "not_found" ? "not_found" : "done"
}

interface Within {
  paths: RegExp
  /** Whether it decides of which rows, too: where it is false, those that the procedure finds. */
  rows: boolean
}

/** Permissions that no procedure asks for at its door, and the procedures that ask for them inside. */
const within: Partial<Record<Permission, Within>> = {
  "clients.internal": { paths: /^clients\.(get|list)$/, rows: false },
  "contacts.read": { paths: /^(clients\.get|clients\.duplicates|changes\.history)$/, rows: false },
  "campaigns.finances": { paths: /^(campaigns\.(get|list)|time\.list|changes\.history)$/, rows: true },
  "leave.manage": { paths: /^calendar\.leave\./, rows: true },
  "time.manage": { paths: /^time\.(update|remove|restore)$/, rows: true },
}

function mayCall(role: Role, path: string): boolean {
  const meta = metaOf(path)
  return meta !== undefined && meta.kind !== "open" && may(role, meta.permission)
}

/** Widens and takes away each permission of each role in turn; each must make some cell come out differently. */
async function breakEachCheck(api: TestApi, fixture: Fixture, paths: string[]) {
  const missed: string[] = []
  let tried = 0
  const usedBy = (permission: Permission) => {
    const own = paths.filter((path) => {
      const meta = metaOf(path)
      return meta !== undefined && meta.kind !== "open" && meta.permission === permission
    })
    return own.length > 0 ? own : paths.filter((path) => within[permission]?.paths.test(path))
  }
  for (const permission of permissionNames) {
    const affected = usedBy(permission)
    if (affected.length === 0) missed.push(`${permission}, which nothing asks for`)
    // The table is readonly for everybody but this proof.
    const rule = permissions[permission] as Partial<Record<Role, Scope>>
    const inner = within[permission]
    const callers = roles.filter(
      (role) => inner === undefined || affected.some((path) => mayCall(role, path)),
    )
    for (const role of callers) {
      const was = rule[role]
      const widens = was !== "all" && was !== "self" && (was === undefined || inner?.rows !== false)
      const broken: (Scope | undefined)[] = [
        ...(was === undefined ? [] : [undefined]),
        ...(widens ? (["all"] as const) : []),
      ]
      for (const scope of broken) {
        tried++
        if (scope === undefined) delete rule[role]
        else rule[role] = scope
        const { misses } = await tryAll(api, fixture, affected).finally(() => {
          if (was === undefined) delete rule[role]
          else rule[role] = was
        })
        if (misses.length === 0)
          missed.push(`${permission} of ${role}: ${was ?? "none"} -> ${scope ?? "none"}`)
      }
    }
  }
  return { tried, missed }
}

await main()
