import type { Entity } from "@alphas/domain/entities"
import type { Permission } from "@alphas/domain/permissions"
import type { SQL } from "drizzle-orm"
import { slot } from "./statement"
import { calendarSettings, calendarTables } from "./visible/calendar"
import { campaignsTables } from "./visible/campaigns"
import { changesTables } from "./visible/changes"
import { clientsTables } from "./visible/clients"
import { expensesTables, removedExpenses } from "./visible/expenses"
import type { Entities, Guarded, Predicate, Viewer } from "./visible/grants"
import { invoicesTables } from "./visible/invoices"
import { moneyTables } from "./visible/money"
import { paymentsTables } from "./visible/payments"
import { campaignTasks, removedTasks, tasksTables } from "./visible/tasks"
import { removedTimeEntries, timeTables } from "./visible/time"
import { directory, usersTables } from "./visible/users"

export type { Entities, Grant, Guarded, Viewer } from "./visible/grants"
export { anyOf, declaredTable, grantsOf } from "./visible/grants"

/** The viewer of a statement that serves every viewer of the same role: see `Statements`. */
export const anyViewer = (viewer: Viewer): Viewer => ({
  id: slot("viewer"),
  role: viewer.role,
  clientId: viewer.clientId === null ? null : slot("viewerClient"),
})

/** What goes into the slots of `anyViewer`. */
export const viewerValues = (viewer: Viewer) => ({ viewer: viewer.id, viewerClient: viewer.clientId })

/** Every table with its predicate, by its property name in `visible`. A table that is not here does not pass the tests. */
const tables = {
  ...usersTables,
  ...calendarTables,
  ...clientsTables,
  ...campaignsTables,
  ...tasksTables,
  ...timeTables,
  ...expensesTables,
  ...moneyTables,
  ...invoicesTables,
  ...paymentsTables,
  ...changesTables,
}
/** Other ways to look at some of them. */
const further = {
  directory,
  calendarSettings,
  campaignTasks,
  removedTasks,
  removedTimeEntries,
  removedExpenses,
}

/** The values of an object by the same keys, each made into something else. */
const mapped = <Key extends string, Value, Made>(
  object: Readonly<Record<Key, Value>>,
  make: (value: Value) => Made,
): Record<Key, Made> =>
  // The entries of an object with its values made anew: fromEntries forgets the keys.
  Object.fromEntries(Object.entries<Value>(object).map(([key, value]) => [key, make(value)])) as Record<
    Key,
    Made
  >

type Tables = typeof tables

/** Tables by their property name. */
export const guardedTables = mapped<keyof Tables, Guarded, Guarded["table"]>(
  tables,
  ({ table }) => table,
) as {
  // Each keeps the type of its own table.
  [Name in keyof Tables]: Tables[Name]["table"]
}

/** One function a table, through which every read of that table goes, joins and counts included. */
export const visible: Record<keyof Tables | keyof typeof further, Predicate> = mapped<
  keyof Tables | keyof typeof further,
  Guarded,
  Predicate
>({ ...tables, ...further }, (guarded) => guarded.visible)

const byEntity = new Map(
  Object.values<Guarded & { entity?: Entity }>(tables).flatMap((guarded) =>
    guarded.entity === undefined ? [] : [[guarded.entity, guarded as Entities]],
  ),
)

/** The table of an entity, with the ways in which a row of it can be within reach; undefined for one without a table. */
export const tableOf = (entity: Entity): Entities | undefined => byEntity.get(entity)

/** The predicates of one call: without an argument they are those of the permission that the call asked for. */
export type Visible = { readonly [Table in keyof typeof visible]: (permission?: Permission) => SQL }

/** Predicates that are bound when they are asked for: a call needs few of them. */
class Bound {
  constructor(
    readonly viewer: Viewer,
    readonly permission: Permission,
  ) {}
}
for (const [name, of] of Object.entries(visible)) {
  Object.defineProperty(Bound.prototype, name, {
    value(this: Bound, other = this.permission): SQL {
      return of(this.viewer, other)
    },
  })
}

/** Every predicate, bound to a viewer and to the permission of the procedure. */
export const visibleTo = (viewer: Viewer, permission: Permission): Visible =>
  // The prototype has exactly the names of `visible`.
  new Bound(viewer, permission) as unknown as Visible
