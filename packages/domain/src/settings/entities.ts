import { declare } from "../entity"

export const settings = declare({
  settings: {
    one: "settings",
    many: "settings",
    reach: { by: "everyone", permission: "settings.manage" },
    fields: {
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
    },
    stale: ["settings", "session.me", "calendar", "time.rules", "tasks", "schedule", "workload"],
  },
})
