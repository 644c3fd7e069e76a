import type { DeclaredVerb } from "@alphas/domain/entities"
import { calendar } from "./calendar/router"
import { calendarLinks } from "./calendar-feed/router"
import { campaigns } from "./campaigns/router"
import { changes, presence } from "./changes/router"
import { clients } from "./clients/router"
import { expenses } from "./expenses/router"
import { invoices } from "./invoices/router"
import { money } from "./money/router"
import { payments } from "./payments/router"
import { permissions } from "./permissions/router"
import { schedule } from "./schedule/router"
import { settings } from "./settings/router"
import { tasks } from "./tasks/router"
import { campaignTemplates } from "./templates/router"
import { time } from "./time/router"
import { createCaller, router } from "./trpc"
import { account, session, users } from "./users/router"
import { workload } from "./workload/router"

/** Every verb of the system. */
export const appRouter = router({
  changes,
  session,
  account: router({ ...account, ...calendarLinks }),
  users,
  clients,
  campaigns: router({ ...campaigns, ...campaignTemplates }),
  tasks,
  schedule,
  calendar,
  time,
  expenses,
  money,
  invoices,
  payments,
  workload,
  settings,
  permissions,
  presence,
})

export type AppRouter = typeof appRouter

/** The paths of the mutations of a router. */
type MutationPath<Record, Prefix extends string = ""> = {
  [Name in keyof Record & string]: Record[Name] extends { _def: { type: infer Kind } }
    ? Kind extends "mutation"
      ? `${Prefix}${Name}`
      : never
    : MutationPath<Record[Name], `${Prefix}${Name}.`>
}[keyof Record & string]

/** Verbs that no entity declares; `session.checkToken` only looks at what a body keeps out of the logs. */
type Undeclared = Exclude<MutationPath<AppRouter["_def"]["record"]>, DeclaredVerb | "session.checkToken">
/** Does not compile as long as there are any, and names them. */
true satisfies [Undeclared] extends [never] ? true : Undeclared

/** Calls procedures in this process, with everything that a call over the wire goes through but the border. */
export const callerOf = createCaller(appRouter)
