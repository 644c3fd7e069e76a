import { declare } from "../entity"

export const calendar = declare({
  leave: {
    one: "leave",
    many: "leave",
    reach: { by: "person", permission: "calendar.read" },
    fields: { userId: "Person" },
    verbs: {
      "calendar.leave.create": "entered leave",
      "calendar.leave.update": "changed leave",
      "calendar.leave.remove": "deleted leave",
    },
    stale: ["calendar", "tasks", "schedule", "workload"],
  },
  calendar_link: {
    one: "calendar link",
    many: "calendar links",
    reach: { by: "named" },
    verbs: {
      "account.createCalendarLink": "created a calendar link",
      "account.removeCalendarLink": "deleted their calendar link",
      "account.changePassword": "deleted their calendar link",
      "account.signOutEverywhere": "deleted their calendar link",
      "session.resetPassword": "deleted their calendar link",
    },
    stale: ["account"],
  },
})
