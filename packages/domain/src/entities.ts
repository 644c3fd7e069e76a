import { calendar } from "./calendar/entities"
import { campaigns } from "./campaigns/entities"
import { clients } from "./clients/entities"
import type { Declaration, FieldChanges } from "./entity"
import { expenses } from "./expenses/entities"
import { invoices } from "./invoices/entities"
import { money } from "./money/entities"
import { payments } from "./payments/entities"
import type { Permission } from "./permissions"
import { schedule } from "./schedule/entities"
import { settings } from "./settings/entities"
import { tasks } from "./tasks/entities"
import { time } from "./time/entities"
import { users } from "./users/entities"

/** Every entity, by its name in the log: each domain declares its own. */
const all = {
  ...money,
  ...users,
  ...calendar,
  ...clients,
  ...campaigns,
  ...tasks,
  ...schedule,
  ...time,
  ...expenses,
  ...invoices,
  ...payments,
  ...settings,
}

/** What a change can be about. */
export type Entity = keyof typeof all

/** What the house knows of an entity. */
export const declarations: Readonly<Record<Entity, Declaration>> = all

// The keys of an object literal, of which there is at least one: Object.keys forgets both.
export const entities = Object.keys(all) as [Entity, ...Entity[]]

/** Entities whose own history can be read. */
export type Historical = {
  [Name in Entity]: (typeof all)[Name] extends { history: Permission } ? Name : never
}[Entity]
// Filtered by what the type goes by.
export const historical = entities.filter((entity) => declarations[entity].history !== undefined) as [
  Historical,
  ...Historical[],
]

/** The verbs that are declared: a procedure that changes something and is not among them does not compile. */
export type DeclaredVerb = { [Name in Entity]: keyof (typeof all)[Name]["verbs"] & string }[Entity]

/** The paths of queries that some entity makes stale. */
export type StalePath = (typeof all)[Entity]["stale"][number]

/** What hangs on an entity, and is in its history. */
export const hangingOn = (entity: Entity): Entity[] =>
  entities.filter((each) => declarations[each].parent === entity)

/** What an entity was before, under the same id. */
export const stagesOf = (entity: Entity): Entity[] =>
  entities.filter((each) => declarations[each].stageOf === entity)

/** Whether an entity declares what a verb does to it. */
export const declaresVerb = ({ verbs, anyVerb }: Declaration, verb: string): boolean =>
  verb in verbs || anyVerb !== undefined

/** What somebody did to a row, with the placeholders of `Said`; the verb itself where it is not declared. */
export function saidOf({ verbs, anyVerb }: Declaration, verb: string, fields: FieldChanges): string {
  const said = verbs[verb] ?? anyVerb ?? verb
  return typeof said === "string" ? said : said(fields)
}

/** The entities that a verb records by its declaration. */
export const recordedBy = (verb: string): Entity[] =>
  entities.filter((entity) => verb in declarations[entity].verbs)
