import { appRouter } from "@alphas/api/router"
import type { Meta } from "@alphas/api/trpc"
import * as access from "./account"
import * as calendar from "./calendar"
import type { Call, Calls, Founding, Keeping, Making, RouterName } from "./call"
import * as campaigns from "./campaigns"
import * as changes from "./changes"
import * as clients from "./clients"
import * as expenses from "./expenses"
import * as invoices from "./invoices"
import * as money from "./money"
import * as payments from "./payments"
import * as schedule from "./schedule"
import * as settings from "./settings"
import * as tasks from "./tasks"
import * as time from "./time"
import * as users from "./users"
import * as workload from "./workload"

/** What every domain makes once in the agency. */
export async function makeShared(founding: Founding) {
  const people = await users.inAgency(founding)
  const work = { ...people, ...(await campaigns.inAgency(founding)) }
  return {
    ...work,
    ...(await calendar.inAgency(founding)),
    ...(await time.inAgency(founding, work)),
    ...(await money.inAgency(founding)),
    ...(await invoices.inAgency(founding)),
    ...(await settings.inAgency(founding)),
  }
}
export type Shared = Awaited<ReturnType<typeof makeShared>>

/** What every domain makes in a row: a client with everything that hangs on one, as a person stands to it. */
export async function makeRow(making: Making, shared: Shared) {
  const account = await users.inRow(making)
  const client = { ...account, ...(await clients.inRow(making)) }
  const row = { ...client, ...(await campaigns.inRow(making, client)) }
  const work = { ...row, ...(await tasks.inRow(making, { shared, row })) }
  const spent = {
    ...work,
    ...(await calendar.inRow(making)),
    ...(await time.inRow(making, { shared, row })),
    ...(await money.inRow(making, client)),
    ...(await invoices.inRow(making, work)),
  }
  const billed = { ...spent, ...(await payments.inRow(making, spent)) }
  return { ...billed, ...(await expenses.inRow(making, { shared, row: billed })) }
}
export type Row = Awaited<ReturnType<typeof makeRow>>

/** Changes, in every domain, all that is kept from somebody. */
export async function changeKept(keeping: Keeping<Row, Shared>): Promise<void> {
  for (const domain of [
    users,
    clients,
    campaigns,
    tasks,
    calendar,
    time,
    money,
    expenses,
    invoices,
    payments,
  ])
    await domain.changeKept(keeping)
}

/** A call for every procedure, by router; a router without does not compile. */
const table: { [Name in RouterName]: Calls<Name, Row, Shared> } = {
  session: access.session,
  account: access.account,
  users: users.calls,
  clients: clients.calls,
  campaigns: campaigns.calls,
  tasks: tasks.calls,
  schedule: schedule.calls,
  calendar: calendar.calls,
  time: time.calls,
  expenses: expenses.calls,
  money: money.calls,
  invoices: invoices.calls,
  payments: payments.calls,
  workload: workload.calls,
  changes: changes.calls,
  presence: changes.presence,
  settings: settings.calls,
  permissions: settings.permissions,
}

export type AnyCall = Call<unknown, Row, Shared>

/** A procedure with the calls by which it is tried, the example first. */
export interface Example {
  path: string
  type: "query" | "mutation" | "subscription"
  meta: Meta | undefined
  calls: readonly [AnyCall, ...AnyCall[]]
}

// Their type is that of the tree; what stands there are the procedures by their paths.
const procedures = appRouter._def.procedures as unknown as Record<
  string,
  { _def: { type: Example["type"]; meta?: Meta } }
>

/** Every procedure of the router, by its path. */
export const examples: ReadonlyMap<string, Example> = new Map(
  Object.entries(procedures).map(([path, { _def }]) => {
    // As deep as the path; the table's type holds it.
    const found = path.split(".").reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], table)
    const calls = [found].flat() as unknown as Example["calls"]
    return [path, { path, type: _def.type, meta: _def.meta, calls }]
  }),
)
export const mutations = [...examples.values()].filter(({ type }) => type === "mutation")
