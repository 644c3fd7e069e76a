import type { Permission } from "./permissions"

/** A field before and after; absent `before` on creation, absent `after` on removal. */
export type FieldChanges = Record<string, { before?: unknown; after?: unknown }>

/**
 * What somebody did, as it follows their name. `{name}` stands for the row's name, `{month:YYYY-MM-DD}` for the month of
 * a day, both in the reader's words.
 */
export type Said = string | ((fields: FieldChanges) => string)

/**
 * Through what a row of an entity is reached, and with which permission. SQL predicates, the audience of the live feed,
 * histories and `permissions.explain` all follow from it.
 * - `client`: through the row's client, itself included; whoever reaches that client within `permission`.
 * - `campaign`: the same through the row's campaign.
 * - `tasks`: the same as the tasks of the row's campaign.
 * - `person`: whoever has `permission` for all rows, and the person that the row is about if they have it for their own,
 *   or have `own`. With `through` also whoever reaches the row's campaign within `permission`; their own rows are
 *   within reach of such people, too, whether or not they belong to a campaign.
 * - `role`: whoever has `permission`, whatever its reach.
 * - `named`: only the people whom the row names.
 * - `everyone`: everybody who is signed in hears of it; its row is read by whoever has `permission`.
 */
export type Reach =
  | { by: "client" | "campaign" | "tasks"; permission: Permission; also?: Permission }
  | { by: "person"; permission: Permission; own?: Permission; through?: "campaign" }
  | { by: "role" | "everyone"; permission: Permission }
  | { by: "named"; permission?: Permission }

/** What the house needs to know of an entity. Whatever hangs on "some entity and its id" asks here. */
export interface Declaration {
  /** In the middle of a sentence: "task". */
  one: string
  many: string
  /** The address of its page. */
  page?: (id: string) => string
  /** The field that names a row. */
  title?: string
  reach: Reach
  /** On what it hangs: that one's history shows it, and it is nothing without it. */
  parent?: "client" | "campaign"
  /** The permission within which a row's own history is read, where there is one. */
  history?: Permission
  /** The entity that it becomes, under the same id: that one's history begins with its own. */
  stageOf?: string
  /**
   * Whether a change of it changes what the people whom it names can see, so that they have to look at everything again:
   * `always`, or `lost` when they do not hear of the row itself any more.
   */
  access?: "always" | "lost"
  /** Whether a change of it may end or change what the people whom it names are signed in with. */
  credentials?: true
  /** Fields that need a permission of their own. */
  guarded?: Readonly<Record<string, Permission>>
  /** What its fields are called where the name of the field does not say it. */
  fields?: Readonly<Record<string, string>>
  /** What the values of its fields are called. */
  values?: Readonly<Record<string, Readonly<Record<string, string>>>>
  /** Every verb that records it. */
  verbs: Readonly<Record<string, Said>>
  /** The same for a verb that is not among them, where many verbs of others change it on the way. */
  anyVerb?: string
  /** The queries that a change of it makes stale: their paths, or that above several. */
  stale: readonly string[]
}

/** Checks declarations and keeps their literal types. */
export const declare = <const Declarations extends Readonly<Record<string, Declaration>>>(
  declarations: Declarations,
): Declarations => declarations
