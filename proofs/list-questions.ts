import { campaignList } from "@alphas/api/campaigns/list"
import { clientsList } from "@alphas/api/clients/list"
import { taskList } from "@alphas/api/tasks/list"
import { entryList } from "@alphas/api/time/list"
import type { ListWorld, Person } from "./list-world"

/** Something that people ask of a list. */
export interface Question {
  name: string
  person: Person
  list: keyof typeof lists
  input: Record<string, unknown>
  /** After how many rows the page begins. */
  deep?: number
  /** The baseline's own statement for it, and what it takes beside the person. */
  bare: { query: string; args?: { id?: string | undefined; states?: string[]; from?: string; to?: string } }
}

const open = ["not_started", "in_progress", "under_review"]

/** The lists by the procedure that answers them. */
export const lists = {
  "tasks.list": taskList,
  "campaigns.list": campaignList,
  "clients.list": clientsList,
  "time.list": entryList,
}

/** Role by filter by order: what is asked all day, by people with ten rows and by people with a third of a million. */
export function questions({ ids }: ListWorld, size: number): Question[] {
  const deep = size
  const half = size / 2
  type Ask = (
    name: string,
    person: Person,
    input: Record<string, unknown>,
    bare: Question["bare"],
    deep?: number,
  ) => Question
  const about =
    (list: Question["list"]): Ask =>
    (name, person, input, bare, deep) => ({
      name: `${list.slice(0, list.indexOf("."))}: ${name}`,
      ...{ person, list, input, bare },
      ...(deep === undefined ? {} : { deep }),
    })
  const [tasks, campaigns] = [about("tasks.list"), about("campaigns.list")]
  const [clients, time] = [about("clients.list"), about("time.list")]
  // Days of the filled agency
  const [firstDay, today] = ["2026-06-01", "2026-06-30"]
  const mine = (person: Person) => ({ assigneeId: [ids[person]], status: open })
  const byEnd = { query: "tasksOfPerson" }
  return [
    tasks("my open ones by due day", "queue", mine("queue"), {
      ...byEnd,
      args: { id: ids.queue, states: open },
    }),
    tasks(
      "my open ones by due day, deep in it",
      "queue",
      mine("queue"),
      { ...byEnd, args: { id: ids.queue, states: open } },
      deep,
    ),
    tasks("my open ones by due day, of ten", "small", mine("small"), {
      ...byEnd,
      args: { id: ids.small, states: open },
    }),
    tasks(
      "my overdue ones",
      "queue",
      { assigneeId: [ids.queue], overdue: true },
      { ...byEnd, args: { id: ids.queue, states: open } },
    ),
    tasks("somebody's open ones, asked by a manager", "manager", mine("queue"), {
      ...byEnd,
      args: { id: ids.queue, states: open },
    }),
    tasks(
      "all open ones by due day",
      "manager",
      { status: open },
      { query: "tasksByStatus", args: { states: open } },
    ),
    tasks(
      "all open ones by due day, deep in it",
      "manager",
      { status: open },
      { query: "tasksByStatus", args: { states: open } },
      deep,
    ),
    tasks(
      "all overdue ones",
      "manager",
      { overdue: true },
      { query: "tasksByStatus", args: { states: open } },
    ),
    tasks("all by due day", "manager", {}, { query: "tasksByEndDay" }),
    tasks("all by title, deep in it", "manager", { sort: "title" }, { query: "tasksByTitle" }, deep),
    tasks(
      "all as they were changed",
      "manager",
      { sort: "updatedAt", direction: "desc" },
      { query: "tasksByChange" },
    ),
    tasks(
      "nobody's open ones",
      "manager",
      { assigneeId: [null], status: open },
      { query: "tasksOfNobody", args: { states: open } },
    ),
    tasks(
      "open ones of the campaigns that I work on, of many",
      "queue",
      { status: open },
      { query: "tasksOfMember", args: { states: open } },
    ),
    tasks(
      "open ones of the campaigns that I work on, of ten",
      "small",
      { status: open },
      { query: "tasksOfFew", args: { states: open } },
    ),
    tasks(
      "a campaign's by due day",
      "manager",
      { campaignId: [ids.campaign] },
      { query: "tasksOfCampaign", args: { id: ids.campaign, states: [...open, "completed"] } },
    ),
    tasks(
      "a campaign's by status",
      "manager",
      { campaignId: [ids.campaign], status: ["in_progress"] },
      { query: "tasksOfCampaign", args: { id: ids.campaign, states: ["in_progress"] } },
    ),
    campaigns(
      "active ones by last day",
      "admin",
      { status: ["active"] },
      { query: "campaignsByStatus", args: { states: ["active"] } },
    ),
    campaigns(
      "all by last day, deep in it",
      "admin",
      {},
      { query: "campaignsByStatus", args: { states: ["planning", "active", "paused", "completed"] } },
      half,
    ),
    campaigns("all by name", "admin", { sort: "name" }, { query: "campaignsByName" }),
    campaigns(
      "a client's",
      "admin",
      { clientId: [ids.client] },
      { query: "campaignsOfClient", args: { id: ids.client } },
    ),
    campaigns(
      "a manager's active ones",
      "manager",
      { managerId: [ids.manager], status: ["active"] },
      { query: "campaignsOfManager", args: { id: ids.manager, states: ["active"] } },
    ),
    campaigns(
      "those that I work on, of many",
      "queue",
      { memberId: ids.queue, status: ["active"] },
      { query: "campaignsOfMember", args: { id: ids.queue, states: ["active"] } },
    ),
    campaigns(
      "those that I work on, of ten",
      "small",
      { memberId: ids.small, status: ["active"] },
      { query: "campaignsOfMember", args: { id: ids.small, states: ["active"] } },
    ),
    campaigns(
      "a client's own people look at theirs",
      "viewer",
      {},
      { query: "campaignsOfClient", args: { id: ids.client } },
    ),
    clients("all by name", "admin", {}, { query: "clientsByName" }),
    clients("all by name, deep in it", "admin", {}, { query: "clientsByName" }, half),
    clients(
      "an owner's by name",
      "admin",
      { ownerId: [ids.manager] },
      { query: "clientsOfOwner", args: { id: ids.manager } },
    ),
    clients("mine by name", "manager", {}, { query: "clientsOfOwner", args: { id: ids.manager } }),
    clients(
      "mine by name, of ten",
      "smallManager",
      {},
      { query: "clientsOfOwner", args: { id: ids.smallManager } },
    ),
    clients("all by owner", "admin", { sort: "owner" }, { query: "clientsByOwner" }),
    clients(
      "as they were changed",
      "admin",
      { sort: "updatedAt", direction: "desc" },
      { query: "clientsByChange" },
    ),
    time("my entries", "queue", {}, { query: "entriesOfPerson", args: { id: ids.queue } }),
    time("my entries, deep in it", "queue", {}, { query: "entriesOfPerson", args: { id: ids.queue } }, deep),
    time("my entries, of ten", "small", {}, { query: "entriesOfPerson", args: { id: ids.small } }),
    time(
      "somebody's entries of a month",
      "manager",
      { userId: [ids.queue], from: "2026-03-01", to: "2026-03-31" },
      { query: "entriesOfMonth", args: { id: ids.queue, from: "2026-03-01", to: "2026-03-31" } },
    ),
    time(
      "a campaign's entries",
      "manager",
      { campaignId: [ids.campaign] },
      { query: "entriesOfCampaign", args: { id: ids.campaign } },
    ),
    time(
      "everybody's of a month",
      "manager",
      { from: firstDay, to: today },
      { query: "entriesOfDays", args: { from: firstDay, to: today } },
    ),
  ]
}
