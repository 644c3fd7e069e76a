import { declare } from "../entity"
import { campaignStatusLabels } from "./words"

export const campaigns = declare({
  campaign: {
    one: "campaign",
    many: "campaigns",
    page: (id) => `/campaigns/${id}`,
    title: "name",
    reach: { by: "campaign", permission: "campaigns.read" },
    history: "changes.history",
    access: "lost",
    guarded: { budgetMinor: "campaigns.finances" },
    fields: {
      archivedAt: "Archived",
      budgetMinor: "Budget",
      clientId: "Client",
      endDay: "Ends",
      managerId: "Manager",
      startDay: "Starts",
    },
    values: { status: campaignStatusLabels },
    verbs: {
      "campaigns.create": "created the campaign",
      "campaigns.update": "edited the campaign",
      "campaigns.step": "changed the status of the campaign",
      "campaigns.archive": "archived the campaign",
      "campaigns.restore": "restored the campaign",
      "campaigns.templates.fill": "filled the campaign from a template",
      "clients.merge": "moved the campaign to the merged client",
    },
    stale: ["campaigns", "tasks", "schedule", "workload"],
  },
  campaign_member: {
    one: "campaign member",
    many: "campaign members",
    reach: { by: "campaign", permission: "campaigns.read", also: "users.directory" },
    parent: "campaign",
    access: "always",
    verbs: {
      "campaigns.create": "added a member to the campaign",
      "campaigns.update": "added a member to the campaign",
      "campaigns.addMember": "added a member to the campaign",
      "campaigns.removeMember": "removed a member from the campaign",
    },
    // Whoever gets a task works on its campaign.
    anyVerb: "added a member to the campaign",
    stale: ["campaigns", "tasks", "schedule", "workload"],
  },
  kpi: {
    one: "KPI",
    many: "KPIs",
    title: "name",
    reach: { by: "campaign", permission: "campaigns.read" },
    parent: "campaign",
    fields: { direction: "Better is" },
    values: { direction: { up: "more", down: "less" } },
    verbs: {
      "campaigns.create": "added a KPI",
      "campaigns.templates.fill": "added a KPI",
      "campaigns.kpis.create": "added a KPI",
      "campaigns.kpis.update": "edited a KPI",
      "campaigns.kpis.remove": "removed a KPI",
      "campaigns.kpis.setValue": "set a value of {name}",
    },
    stale: ["campaigns"],
  },
  campaign_template: {
    one: "campaign template",
    many: "campaign templates",
    title: "name",
    reach: { by: "role", permission: "campaigns.create" },
    verbs: {
      "campaigns.templates.save": "saved a campaign as a template",
      "campaigns.templates.remove": "removed a template",
    },
    stale: ["campaigns.templates"],
  },
})
