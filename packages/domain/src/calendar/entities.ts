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
      "calendar.leave.remove": "removed leave",
    },
    stale: ["calendar", "tasks", "schedule", "workload"],
  },
  calendar_link: {
    one: "calendar link",
    many: "calendar links",
    reach: { by: "named" },
    verbs: {
      "account.createCalendarLink": "created a calendar link",
      "account.removeCalendarLink": "removed their calendar link",
      "account.changePassword": "removed their calendar link",
      "account.signOutEverywhere": "removed their calendar link",
      "session.resetPassword": "removed their calendar link",
    },
    stale: ["account"],
  },
})
