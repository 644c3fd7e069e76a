import { declare } from "../entity"

export const settings = declare({
  settings: {
    one: "settings",
    many: "settings",
    reach: { by: "everyone", permission: "settings.manage" },
    fields: {
      expenseLimitCurrency: "Currency of the limit of expenses",
      expenseLimitMinor: "Limit of expenses",
      registrationDomains: "Domains that may register",
      registrationOpen: "Registration open",
      timeZone: "Time zone",
    },
    verbs: {
      "session.setUp": "set up the agency",
      "settings.update": "changed the settings",
      "calendar.update": "changed the working days",
      "calendar.setDayOff": "changed a day off",
      "time.rules.update": "changed how time is rounded",
      "expenses.rules.update": "changed up to what amount managers approve expenses",
    },
    stale: [
      "settings",
      "session.me",
      "calendar",
      "time.rules",
      "expenses.rules",
      "tasks",
      "schedule",
      "workload",
    ],
  },
})
