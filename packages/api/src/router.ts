import { calendar } from "./calendar/router"
import { calendarLinks } from "./calendar-feed/router"
import { campaigns } from "./campaigns/router"
import { changes, presence } from "./changes/router"
import { clients } from "./clients/router"
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
  workload,
  settings,
  permissions,
  presence,
})

export type AppRouter = typeof appRouter

/** Calls procedures in this process, with everything that a call over the wire goes through but the border. */
export const callerOf = createCaller(appRouter)
