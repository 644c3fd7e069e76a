import type { Services } from "@alphas/api/context"
import type { AppRouter } from "@alphas/api/router"
import type { Db, Reader } from "@alphas/db/connection"
import type { UserRow } from "@alphas/db/factories"
import type { AnyProcedure, inferProcedureInput } from "@trpc/server"
import type { Secrets, Sees } from "./secrets"
import type { Outcome, Relation, Role } from "./who"

/** What an example call is made from. `Row` and `Shared` are what the domains up to the call's own have made. */
export interface Scene<Row, Shared> {
  /** The agency's database, or a transaction in it. */
  db: Db
  services: Services
  /** Who calls. */
  me: UserRow
  /** What the call is about. */
  row: Row
  /** A second row, of the caller's own. */
  spare: Row
  /** What the agency has once: a colleague, a template, a rate. */
  shared: Shared
}

/** How a procedure is called, and what must come of it for each role and relation. */
export type Call<Input, Row, Shared> = {
  /** Makes what the call needs beyond the row, and the input. A caller who may is not refused. */
  input: (scene: Scene<Row, Shared>) => Input | Promise<Input>
  /** Of a list: whether the answer shows the row, which it must, or must not, as `row` says. */
  shows?: (answer: unknown, row: Row) => boolean
  /** What of the row stands in the answer for whoever may read it. */
  holds?: (row: Row) => (string | number)[]
  /** It answers with a cookie, which a socket cannot keep. */
  setsCookie?: true
  /** A mutation that changes nothing; that it ran shows in its answer. */
  onlyAnswers?: true
  /** What belongs to the spare belongs to the row from then on, and is read by whoever reads that. */
  joins?: true
  /** It exists only in an agency in which nobody is yet. */
  beforeAnybody?: true
} & (
  | {
      /** Who may, by how they stand to the row. */
      row: (role: Role, relation: Relation) => Outcome
      role?: never
    }
  | {
      /** Who may, where the call names no row. */
      role: (role: Role) => Outcome
      row?: never
    }
)

/** The first is the example; further ones name other rows, or the same rows otherwise. */
type Examples<Input, Row, Shared> =
  | Call<Input, Row, Shared>
  | readonly [Call<Input, Row, Shared>, ...Call<Input, Row, Shared>[]]

type CallsOf<Routes, Row, Shared> = {
  [Name in keyof Routes]: Routes[Name] extends AnyProcedure
    ? Examples<inferProcedureInput<Routes[Name]>, Row, Shared>
    : CallsOf<Routes[Name], Row, Shared>
}

type Routers = AppRouter["_def"]["record"]
export type RouterName = keyof Routers

/** A call for each procedure of a router: one without does not compile. */
export type Calls<Name extends RouterName, Row, Shared> = CallsOf<Routers[Name], Row, Shared>

/** What the agency has once is made with. */
export interface Founding {
  db: Reader
  secrets: Secrets
  /** The hash of `password`, which everybody has. */
  passwordHash: string
}

/** What a row is made with. */
export interface Making extends Founding {
  /** Somebody of the agency to whom nothing of it is kept. */
  strangerId: string
  /** How the person stands to the row. */
  role: Role
  relation: Relation
  userId: string
  /** Whose are the things that have one person each: theirs in their own row, otherwise the stranger's. */
  holderId: string
  /** Notes that the value stands in this row only, and who may read it. */
  plant<Value extends string | number>(value: Value, what: string, sees: Sees): Value
}

/** Somebody from whom something is kept, which is then changed: nothing that they are told may change with it. */
export interface Keeping<Row, Shared> {
  db: Reader
  role: Role
  me: UserRow
  shared: Shared
  /** Ids in those rows of which it does not hold. */
  beyond(sees: Sees, id: (row: Row) => string): string[]
}

/** The password of everybody in the agency. */
export const password = "a password of somebody"
/** An instant that is yet to come. */
export const soon = (): string => new Date(Date.now() + 3_600_000).toISOString()
export const now = (): string => new Date().toISOString()
