import { Refusal } from "@alphas/api/refusal"
import type { TestApi } from "@alphas/api/testing"
import type { Via } from "@alphas/auth/identity"
import type { Db } from "@alphas/db/connection"
import type { UserRow } from "@alphas/db/factories"
import { tokenScopes } from "@alphas/domain/permissions"
import { TRPCError } from "@trpc/server"
import type { Agency } from "../../agency"
import { type AnyCall, examples, type Row } from "../../calls/calls"
import { type Outcome, type Relation, type Role, relations, roles, sessionOnly } from "../../calls/who"

export const metaOf = (path: string) => examples.get(path)?.meta

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
}

export interface Tally {
  cells: number
  stale: number
  misses: Miss[]
}

class Undo extends Error {}

const shows = "shows "

/** Some cells that are tried together: one call of one procedure, as one role. */
export interface Trial {
  path: string
  into(tally: Tally): Promise<void>
}

/** How these procedures are tried, as every role, in every relation to the row that they name. */
export function trialsOf(api: TestApi, agency: Agency, paths: Iterable<string>, how: How = {}): Trial[] {
  return [...paths].flatMap((path) =>
    (examples.get(path)?.calls ?? []).flatMap((each): Trial[] => [
      ...(how.roles ?? roles).map((role) => ({
        path,
        into: (tally: Tally) => new Attempts(api, agency, path, each, role, tally).all(how),
      })),
      ...(how.roles === undefined
        ? [{ path, into: (tally: Tally) => asNobody(api, agency, path, each, tally) }]
        : []),
    ]),
  )
}

/** Tries them until the first miss: whether there is one. */
export async function anyMiss(trials: Trial[]): Promise<boolean> {
  const tally: Tally = { cells: 0, stale: 0, misses: [] }
  for (const { into } of trials) {
    await into(tally)
    if (tally.misses.length > 0) return true
  }
  return false
}

/** Without a session nothing but the public list answers. */
async function asNobody(
  api: TestApi,
  agency: Agency,
  path: string,
  each: AnyCall,
  tally: Tally,
): Promise<void> {
  tally.cells++
  const input = async (db: Db) => each.input(sceneOf(api, agency, "admin", agency.people.admin.spare, db))
  const { outcome: got } = await attempt(api, { path, user: null, input })
  if (metaOf(path)?.kind !== "open" && got !== "unauthenticated") {
    tally.misses.push({ path, role: "admin", relation: "-", expected: "unauthenticated", got })
  }
}

/** One case of one procedure, tried as one role. */
class Attempts {
  constructor(
    private readonly api: TestApi,
    private readonly agency: Agency,
    private readonly path: string,
    private readonly each: AnyCall,
    private readonly role: Role,
    private readonly tally: Tally,
  ) {}

  private get person() {
    return this.agency.people[this.role]
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
    for (const what of this.agency.secrets.leaked(answer, this.role))
      this.miss(relation, "kept from them", `${shows}${what}`)
  }

  /** Calls with what is made of a row, or of several, in the same transaction. */
  private call(input: (make: (row: Row) => Promise<unknown>) => Promise<unknown>, via?: Via) {
    const { api, agency, path, role } = this
    const make = (db: Db) => async (row: Row) => this.each.input(sceneOf(api, agency, role, row, db))
    return attempt(api, { path, user: this.person.user, input: (db) => input(make(db)), via })
  }

  /** What it came to: a list that does not show the row has not found it. */
  private cameTo(outcome: string, answer: unknown, row: Row): string {
    if (this.each.shows === undefined || outcome !== "done") return outcome
    return this.each.shows(answer, row) ? outcome : "not_found"
  }

  private async one(relation: Relation, row: Row): Promise<void> {
    const { each, role, agency } = this
    const [wanted, as] = [this.wanted(relation), each.role === undefined ? relation : "-"] as const
    const { outcome, answer } = await this.call((make) => make(row))
    this.expect(as, wanted, this.cameTo(outcome, answer, row))
    this.search(as, answer)
    if (wanted !== "done" || each.holds === undefined) return
    for (const what of agency.secrets.missing(answer, role, each.holds(row)))
      this.miss(as, `to show ${what}`, "an answer without it")
  }

  /** A stale version shows what is there: no more of it than the person may read. */
  private async late(relation: Relation, row: Row): Promise<void> {
    const { current } = await this.call(async (make) => outdated(await make(row)))
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
      const { outcome, answer } = await this.call((make) => make(row), {
        kind: "token",
        id: own.tokenId,
        scope,
      })
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
    for (let place = 0; ; place++) {
      const mixing = await this.call(async (make) => {
        const [own, theirs] = [await make(mine.row), await make(foreign)]
        return mixed(own, theirs)[place] ?? nothing
      })
      if (mixing.outcome === "not called") return
      this.expect("nested", "refused", mixing.refused ? "refused" : "done")
      this.search("nested", mixing.answer)
    }
  }
}

/** What a call is made from, as one of the agency's people. */
export function sceneOf(api: TestApi, agency: Agency, role: Role, row: Row, db: Db) {
  const { user: me, spare } = agency.people[role]
  return { db, services: api.services, me, row, spare, shared: agency.shared }
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

/** An input whose versions are those of nothing; `nothing` when it names none. */
function outdated(input: unknown): unknown {
  const text = JSON.stringify(input)
  const late = text.replace(/"(\w*[vV]ersion)":\d+/g, '"$1":987654')
  return late === text ? nothing : JSON.parse(late)
}

/** Instead of an input: it is not called at all. */
const nothing = Symbol("nothing")

interface Attempt {
  path: string
  /** Null for nobody. */
  user: UserRow | null
  input: (db: Db) => Promise<unknown>
  /** Looks at what was done, before it is rolled back. */
  after?: (db: Db) => Promise<void>
  via?: Via | undefined
}

/** Calls a procedure in a transaction that is rolled back, so that every cell finds the same agency. */
export async function attempt(api: TestApi, { path, user, input: make, after, via }: Attempt) {
  let outcome = "done"
  let refused = false
  let answer: unknown
  let current: unknown
  await api.services.db
    .transaction(async (tx) => {
      // A transaction serves as the database of the call: its own transactions become savepoints.
      const db = tx as unknown as Db
      const input = await make(db)
      if (input === nothing) {
        outcome = "not called"
        throw new Undo()
      }
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
      if (!refused) await after?.(db)
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
