import { Refusal } from "@alphas/api/refusal"
import { appRouter } from "@alphas/api/router"
import type { TestApi } from "@alphas/api/testing"
import type { Meta } from "@alphas/api/trpc"
import type { Via } from "@alphas/auth/identity"
import { tokenScopes } from "@alphas/domain/permissions"
import { TRPCError } from "@trpc/server"
import { type Case, cases } from "./cases"
import type { Fixture, Row } from "./fixture"
import { type Outcome, type Relation, type Role, relations, roles, sessionOnly } from "./oracle"

/** What a procedure says of itself, whatever its types. */
interface Described {
  _def: { meta?: Meta }
}
const described = appRouter._def.procedures as unknown as Record<string, Described>
export const metaOf = (path: string) => described[path]?._def.meta

interface Cell {
  path: string
  role: Role
  relation: Relation | "nested" | "with a token" | "-"
}
export interface Miss extends Cell {
  expected: string
  got: string
}

/** How much is tried. */
export interface How {
  /** Only these roles; all of them otherwise. */
  roles?: readonly Role[]
  /** Whether stale versions, tokens and ids of two rows at once are tried, too. */
  closely?: boolean
  /** Whether the first miss is enough. */
  untilFirst?: boolean
}

export interface Tally {
  cells: number
  stale: number
  misses: Miss[]
}

class Undo extends Error {}

const shows = "shows "

const listed = (path: string): Case[] => [cases[path] ?? []].flat()

/** Tries these procedures as every role, in every relation to the row that they name. */
export async function tryAll(
  api: TestApi,
  fixture: Fixture,
  paths: Iterable<string>,
  how: How = {},
): Promise<Tally> {
  const tally: Tally = { cells: 0, stale: 0, misses: [] }
  const enough = () => how.untilFirst === true && tally.misses.length > 0
  for (const path of paths) {
    for (const each of listed(path)) {
      for (const role of how.roles ?? roles) {
        if (enough()) return tally
        await new Attempts(api, fixture, path, each, role, tally).all(how)
      }
      if (how.roles !== undefined) continue
      // Without a session nothing but the public list answers.
      const { admin } = fixture.people
      tally.cells++
      const input = each.input(admin.spare, fixture, admin)
      const got = (await attempt(api, fixture, path, input, null)).outcome
      if (metaOf(path)?.kind !== "open" && got !== "unauthenticated") {
        tally.misses.push({ path, role: "admin", relation: "-", expected: "unauthenticated", got })
      }
    }
  }
  return tally
}

/** One case of one procedure, tried as one role. */
class Attempts {
  constructor(
    private readonly api: TestApi,
    private readonly fixture: Fixture,
    private readonly path: string,
    private readonly each: Case,
    private readonly role: Role,
    private readonly tally: Tally,
  ) {}

  private get person() {
    return this.fixture.people[this.role]
  }

  private get standing() {
    return relations.flatMap((relation) => {
      const row = this.person.rows[relation]
      return row === undefined ? [] : [{ relation, row }]
    })
  }

  async all(how: How): Promise<void> {
    const [first] = this.standing
    const rows = this.each.role === undefined ? this.standing : first === undefined ? [] : [first]
    for (const { relation, row } of rows) {
      await this.one(relation, row)
      if (how.closely) await this.late(relation, row)
    }
    if (!how.closely) return
    await this.tokens()
    await this.nested()
  }

  private wanted(relation: Relation): Outcome {
    return this.each.role?.(this.role) ?? this.each.row?.(this.role, relation) ?? "forbidden"
  }

  private miss(relation: Miss["relation"], expected: string, got: string): void {
    const { path, role } = this
    this.tally.misses.push({ path, role, relation, expected, got })
  }

  private expect(relation: Miss["relation"], expected: string, got: string): void {
    this.tally.cells++
    if (expected !== got) this.miss(relation, expected, got)
  }

  private search(relation: Miss["relation"], answer: unknown): void {
    for (const what of this.fixture.secrets.leaked(answer, this.role))
      this.miss(relation, "kept from them", `${shows}${what}`)
  }

  private call(input: unknown, via?: Via) {
    return attempt(this.api, this.fixture, this.path, input, this.role, via)
  }

  private input(row: Row): unknown {
    return this.each.input(row, this.fixture, this.person)
  }

  /** What it came to: a list that does not show the row has not found it. */
  private cameTo(outcome: string, answer: unknown, row: Row): string {
    if (this.each.shows === undefined || outcome !== "done") return outcome
    return this.each.shows(answer, row) ? outcome : "not_found"
  }

  private async one(relation: Relation, row: Row): Promise<void> {
    const { each, role, fixture } = this
    const [wanted, as] = [this.wanted(relation), each.role === undefined ? relation : "-"] as const
    const { outcome, answer } = await this.call(this.input(row))
    this.expect(as, wanted, this.cameTo(outcome, answer, row))
    this.search(as, answer)
    if (wanted !== "done" || each.holds === undefined) return
    for (const what of fixture.secrets.missing(answer, role, each.holds(row)))
      this.miss(as, `to show ${what}`, "an answer without it")
  }

  /** A stale version shows what is there: no more of it than the person may read. */
  private async late(relation: Relation, row: Row): Promise<void> {
    const input = outdated(this.input(row) ?? {})
    if (input === null) return
    const { current } = await this.call(input)
    if (current !== undefined) this.tally.stale++
    this.search(this.each.role === undefined ? relation : "-", current)
  }

  /** With an API token of their own: one that only reads changes nothing, and none guards the account. */
  private async tokens(): Promise<void> {
    const meta = metaOf(this.path)
    const own = this.person.rows.own
    if (own === undefined || meta === undefined || meta.kind === "open") return
    const { kind } = meta
    // The one token that a token may revoke is itself.
    const relation = this.path === "account.revokeToken" ? "foreign" : "own"
    const row = this.person.rows[relation] ?? own
    const plain = this.wanted(relation)
    const managesPeople = kind === "mutation" && meta.permission === "users.manage"
    for (const scope of tokenScopes) {
      const { outcome, answer } = await this.call(this.input(row), { kind: "token", id: own.tokenId, scope })
      const readsOnly = kind === "mutation" && scope === "read"
      const beyond = sessionOnly.includes(this.path) || (managesPeople && scope !== "manage_people")
      const guarded = beyond ? "forbidden" : plain
      // Of two reasons to refuse, the verb's own comes second.
      const wanted = !readsOnly
        ? guarded
        : plain === "forbidden" && outcome === plain
          ? plain
          : "read_only_token"
      this.expect("with a token", wanted, this.cameTo(outcome, answer, row))
      this.search("with a token", answer)
    }
  }

  /** Ids of two rows in one call: what hangs on somebody else's is not reached through one's own, nor the other way. */
  private async nested(): Promise<void> {
    const { foreign } = this.person.rows
    const mine = this.standing.find(({ relation }) => this.wanted(relation) === "done")
    if (this.each.row === undefined || foreign === undefined || mine === undefined) return
    if (this.wanted("foreign") === "done") return
    for (const input of mixed(this.input(mine.row), this.input(foreign))) {
      const { refused, answer } = await this.call(input)
      this.expect("nested", "refused", refused ? "refused" : "done")
      this.search("nested", answer)
    }
  }
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Of two inputs that differ in several ids: the first one with each of them in turn from the second. */
function mixed(own: unknown, foreign: unknown): unknown[] {
  const ids = (input: unknown) =>
    JSON.stringify(input)
      .match(/"[^"]*"/g)
      ?.map((text) => text.slice(1, -1)) ?? []
  const [mine, theirs] = [ids(own), ids(foreign)]
  const pairs = new Map<string, string>()
  for (const [at, id] of mine.entries()) {
    const other = theirs[at] ?? ""
    if (id !== other && uuid.test(id) && uuid.test(other)) pairs.set(id, other)
  }
  if (pairs.size < 2) return []
  const text = JSON.stringify(own)
  return [...pairs].map(([id, other]) => JSON.parse(text.replaceAll(id, other)))
}

/** An input whose versions are those of nothing; null when it names none. */
function outdated(input: unknown): unknown {
  const text = JSON.stringify(input)
  const late = text.replace(/"(\w*[vV]ersion)":\d+/g, '"$1":987654')
  return late === text ? null : JSON.parse(late)
}

/** Calls a procedure in a transaction that is rolled back, so that every cell finds the same agency. */
async function attempt(
  api: TestApi,
  fixture: Fixture,
  path: string,
  input: unknown,
  role: Role | null,
  via?: Via,
) {
  let outcome = "done"
  let refused = false
  let answer: unknown
  let current: unknown
  await api.services.db
    .transaction(async (tx) => {
      // A transaction serves as the database of the call: its own transactions become savepoints.
      const db = tx as unknown as typeof api.services.db
      const user = role === null ? null : fixture.people[role].user
      const identity = via === undefined || user === null ? {} : { identity: { viewer: user, via } }
      const caller = api.as(user, { db, ...identity })
      const verb = path.split(".").reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], caller)
      try {
        answer = await (verb as (input: unknown) => Promise<unknown>)(input)
      } catch (error) {
        refused = true
        outcome = outcomeOf(error)
        current = refusalIn(error)?.details.current
      }
      throw new Undo()
    })
    .catch((error) => {
      if (!(error instanceof Undo)) throw error
    })
  return { outcome, refused, answer, current }
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
  if (/^(unauthenticated|forbidden|read_only_token)$/.test(cause.reason)) return cause.reason
  return cause.reason === "not_found" ? "not_found" : "done"
}
