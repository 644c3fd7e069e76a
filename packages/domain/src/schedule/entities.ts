import { declare } from "../entity"
import { dependencyLabels } from "../tasks/words"

const movedPlan = (what: string) => `${what}, which changed the plan`

export const schedule = declare({
  task_dependency: {
    one: "dependency",
    many: "dependencies",
    reach: { by: "tasks", permission: "tasks.read" },
    fields: { lagDays: "Lag in working days", predecessorId: "Predecessor", successorId: "Successor" },
    values: { type: dependencyLabels },
    verbs: {
      "schedule.dependencies.create": "added a dependency",
      "schedule.dependencies.update": "changed a dependency",
      "schedule.dependencies.remove": "removed a dependency",
      "campaigns.create": "added a dependency from the template",
      "campaigns.templates.fill": "added a dependency from the template",
    },
    stale: ["tasks", "schedule", "campaigns"],
  },
  schedule: {
    one: "schedule",
    many: "schedules",
    reach: { by: "tasks", permission: "tasks.read" },
    parent: "campaign",
    fields: { others: "Other tasks" },
    verbs: {
      "schedule.reschedule": "changed the plan",
      "schedule.undo": "undid a change of the plan",
      "schedule.replan": movedPlan("changed the calendar"),
      "schedule.dependencies.create": movedPlan("added a dependency"),
      "schedule.dependencies.update": movedPlan("changed a dependency"),
      "schedule.dependencies.remove": movedPlan("removed a dependency"),
      "tasks.create": movedPlan("added a task"),
      "tasks.remove": movedPlan("deleted a task"),
      "tasks.restore": movedPlan("restored a task"),
      "tasks.assign": movedPlan("changed the assignees of a task"),
      "campaigns.create": "planned the tasks",
      "campaigns.templates.fill": "planned the tasks",
      "campaigns.update": movedPlan("changed the days of the campaign"),
      "campaigns.step": movedPlan("reopened the campaign"),
      "campaigns.restore": movedPlan("restored the campaign"),
    },
    anyVerb: movedPlan("changed a task"),
    stale: ["tasks", "schedule", "campaigns", "workload"],
  },
})
