import { isDay } from "../days"
import { declare } from "../entity"
import { timesheetStateLabels } from "./words"

const weekSteps: Record<string, string> = {
  open: "reopened a week",
  submitted: "submitted a week",
  approved: "approved a week",
}
const about = { campaignId: "Campaign", taskId: "Task", userId: "Person" }

export const time = declare({
  time_entry: {
    one: "time entry",
    many: "time entries",
    reach: { by: "person", permission: "time.read" },
    fields: { ...about, deletedAt: "Removed" },
    verbs: {
      "time.create": "logged time",
      "time.update": "changed time",
      "time.remove": "deleted time",
      "time.restore": "restored time",
      "time.timer.start": "logged the time of the previous timer",
      "time.timer.stop": "logged the time of a timer",
      "time.weeks.setCell": "logged time in the week",
    },
    stale: ["time", "campaigns", "tasks", "schedule", "workload"],
  },
  timer: {
    one: "timer",
    many: "timers",
    reach: { by: "named" },
    fields: { ...about, startedAt: "Started" },
    verbs: {
      "time.timer.start": "started a timer",
      "time.timer.update": "changed a timer",
      "time.timer.stop": "stopped a timer",
    },
    stale: ["time.timer"],
  },
  timesheet: {
    one: "timesheet",
    many: "timesheets",
    reach: { by: "person", permission: "time.read" },
    fields: { monday: "Week of", userId: "Person" },
    values: { state: timesheetStateLabels },
    verbs: {
      "time.weeks.step": ({ state }) => weekSteps[String(state?.after)] ?? "changed the state of a week",
    },
    stale: ["time.weeks"],
  },
  locked_month: {
    one: "locked month",
    many: "locked months",
    reach: { by: "role", permission: "calendar.read" },
    verbs: {
      "time.rules.lockMonth": (fields) => {
        const month = Object.keys(fields).find(isDay) ?? ""
        return `${fields[month]?.after === true ? "locked" : "unlocked"} {month:${month}}`
      },
    },
    stale: ["time", "campaigns"],
  },
  rate: {
    one: "hourly rate",
    many: "hourly rates",
    reach: { by: "role", permission: "rates.manage" },
    fields: { ...about, clientId: "Client", minorPerHour: "Rate" },
    verbs: { "time.rates.create": "added an hourly rate", "time.rates.remove": "deleted an hourly rate" },
    stale: ["time", "campaigns"],
  },
})
