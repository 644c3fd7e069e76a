import { isoInstant } from "@alphas/db/columns"
import { byDay, byId, byInstant, byText, byWord } from "@alphas/db/keyset"
import { campaignMembers, campaigns } from "@alphas/db/schema/campaigns"
import { clients } from "@alphas/db/schema/clients"
import { users } from "@alphas/db/schema/users"
import { slot } from "@alphas/db/statement"
import { type Viewer, visible } from "@alphas/db/visible"
import type { CampaignRow } from "@alphas/domain/campaigns/dto"
import { healthOf } from "@alphas/domain/campaigns/health"
import type { ListCampaigns } from "@alphas/domain/campaigns/input"
import { type CampaignSort, campaignStatuses } from "@alphas/domain/campaigns/words"
import type { Page } from "@alphas/domain/paging"
import { type Permission, scopeOf } from "@alphas/domain/permissions"
import { type SQL, sql } from "drizzle-orm"
import { today } from "../agency"
import { List } from "../list"
import { type FiltersOf, type Gate, type Path, type Question, shown } from "../list-declaration"
import { anyOf, archivedIs, filterSlot, holds, rangesOfArchived } from "../list-filters"
import type { QueryArgs } from "../trpc"

type CampaignFilters = FiltersOf<ListCampaigns>
type Asked = Question<CampaignFilters, CampaignSort>

type Found = Omit<CampaignRow, "client" | "manager" | "health" | "actualMinor">
/** Money is null for whoever does not see it. */
export interface CampaignAside {
  clientId: string | null
  clientName: string | null
  managerId: string | null
  managerName: string | null
  hoursMinor: number | null
  expensesMinor: number | null
}

const archived = rangesOfArchived<CampaignFilters>(campaigns.archived)
const state = {
  type: "campaign_status",
  values: ({ filters: { status } }: Asked) => (status?.length ? status : campaignStatuses),
}
const readsOwn = ({ viewer }: Asked) => scopeOf(viewer.role, "campaigns.read") === "own"
const ofClients = ({ filters }: Asked) => !!filters.clientId?.length
const ofManagers = ({ filters }: Asked) => !!filters.managerId?.length

/** Whose campaigns they are shows only to whoever may see the client. */
const seesClient = (eyes: Viewer): SQL =>
  scopeOf(eyes.role, "clients.read") === "all"
    ? sql`true`
    : sql`${campaigns.clientId} in (select ${clients.id} from ${clients} where ${visible.clients(eyes)})`

const paths: Path<CampaignFilters, CampaignSort>[] = [
  {
    name: "clients",
    answers: (asked) => asked.sort === "endDay" && ofClients(asked),
    ranges: { client: { type: "uuid", values: ({ filters }) => filters.clientId ?? [] }, ...archived.ranges },
    instead: { clientId: (_bound, _form, eyes) => seesClient(eyes), archived: null },
    where: sql`${campaigns.clientId} = client.value and ${archived.where}`,
  },
  {
    name: "managers",
    answers: (asked) => asked.sort === "endDay" && ofManagers(asked),
    ranges: {
      manager: { type: "uuid", values: ({ filters }) => filters.managerId ?? [] },
      ...archived.ranges,
      state,
    },
    instead: { managerId: null, archived: null, status: null },
    where: sql`${campaigns.managerId} = manager.value and ${archived.where} and ${campaigns.status} = state.value`,
  },
  {
    // A membership carries its campaign's status and last day.
    name: "members",
    answers: ({ filters, sort }) => sort === "endDay" && filters.memberId != null,
    ranges: { ...archived.ranges, state },
    instead: {
      memberId: (id) => sql`theirs.user_id = ${id}::text::uuid`,
      archived: null,
      status: null,
    },
    from: sql`${campaignMembers} as theirs join ${campaigns} on ${campaigns.id} = theirs.campaign_id /* visible campaign_members: of campaigns that are */`,
    where: sql`theirs.archived = archived.value and theirs.status = state.value`,
    order: [byDay(sql`theirs.end_day`), byId(sql`theirs.campaign_id`)],
  },
  {
    name: "states",
    answers: (asked) => asked.sort === "endDay" && !readsOwn(asked),
    ranges: { ...archived.ranges, state },
    instead: { archived: null, status: null },
    where: sql`${archived.where} and ${campaigns.status} = state.value`,
  },
  { name: "archived", answers: () => true, ...archived },
]

const gates: Gate<CampaignFilters, CampaignSort>[] = [
  {
    name: "member",
    stands: ({ filters, sort }) => sort !== "endDay" && filters.memberId != null,
    keys: () =>
      sql`select theirs.campaign_id as key from ${campaignMembers} as theirs /* visible campaign_members: of campaigns that are */
        where theirs.user_id = ${slot(filterSlot("memberId"))}::text::uuid`,
    column: sql`${campaigns.id}`,
    whose: ({ filters }) => filters.memberId ?? "",
  },
]

/** Whether the viewer has a permission on the campaign of a row of `page`. */
export function hasOnPage(eyes: Viewer, permission: Permission): SQL {
  const scope = scopeOf(eyes.role, permission)
  if (scope === null || scope === "all") return sql.raw(String(scope === "all"))
  return sql`exists (select from ${campaigns} where ${campaigns.id} = page.id and ${visible.campaigns(eyes, permission)} offset 0)`
}

const money = (eyes: Viewer, amount: SQL) => ({
  needs: "campaigns.finances" as const,
  value: sql`case when ${hasOnPage(eyes, "campaigns.finances")} then ${amount}::float8 end`,
  without: sql`null::float8`,
})

/** Campaigns as lists and pages show them, but for their health, which depends on the day. */
export const campaignList = new List<
  Found,
  Omit<CampaignRow, "health">,
  CampaignFilters,
  CampaignSort,
  CampaignAside
>({
  table: campaigns,
  permission: "campaigns.read",
  visible: "campaigns",
  unique: byId(sql`${campaigns.id}`),
  sorts: {
    name: [byText(sql`lower(${campaigns.name})`)],
    status: [byWord(sql`${campaigns.status}`, "campaign_status", campaignStatuses)],
    startDay: [byDay(sql`${campaigns.startDay}`)],
    endDay: [byDay(sql`${campaigns.endDay}`)],
    createdAt: [byInstant(sql`${campaigns.createdAt}`)],
    updatedAt: [byInstant(sql`${campaigns.updatedAt}`)],
  },
  filters: {
    text: holds(sql`lower(${campaigns.name})`),
    status: anyOf(campaigns.status, "campaign_status"),
    clientId: {
      ...anyOf(campaigns.clientId, "uuid"),
      where: (ids, _form, eyes) =>
        sql`(${campaigns.clientId} = any(${ids}::text[]::uuid[]) and ${seesClient(eyes)})`,
    },
    // Who manages a campaign and who works on it is the agency's directory.
    managerId: { ...anyOf(campaigns.managerId, "uuid"), needs: "users.directory" },
    memberId: {
      form: () => "works",
      where: (id) =>
        sql`exists (select from ${campaignMembers} as theirs where theirs.campaign_id = ${campaigns.id} and theirs.user_id = ${id}::text::uuid offset 0 /* visible campaign_members: of campaigns that are */)`,
      bind: (id) => id,
      needs: "users.directory",
    },
    archived: archivedIs(campaigns.archived),
  },
  paths,
  gates,
  columns: (eyes) => ({
    ...shown(campaigns, "id", "name", "status", "startDay", "endDay", "currency", "progress", "tasksTotal"),
    ...shown(campaigns, "tasksDone", "forecastDay", "nextDueDay", "lastDueDay", "archivedAt", "createdAt"),
    ...shown(campaigns, "updatedAt", "version"),
    budgetMinor: money(eyes, sql`page.budget_minor`),
    mayEdit: hasOnPage(eyes, "campaigns.update"),
  }),
  aside: (eyes) => ({
    hoursMinor: money(eyes, sql`page.hours_minor`),
    expensesMinor: money(eyes, sql`page.expenses_minor`),
    clientId: sql`${clients.id}`,
    clientName: sql`${clients.name}`,
    managerId: sql`${users.id}`,
    managerName: sql`${users.name}`,
  }),
  joins: (eyes) => sql`
    left join ${clients} on ${clients.id} = page.client_id and ${visible.clients(eyes)}
    left join ${users} on ${users.id} = page.manager_id and ${visible.directory(eyes)}`,
  toRow: (row, { clientId, clientName, managerId, managerName, hoursMinor, expensesMinor }) => ({
    ...row,
    actualMinor: hoursMinor === null || expensesMinor === null ? null : hoursMinor + expensesMinor,
    archivedAt: row.archivedAt === null ? null : isoInstant(row.archivedAt),
    createdAt: isoInstant(row.createdAt),
    updatedAt: isoInstant(row.updatedAt),
    client: clientId === null ? null : { id: clientId, name: clientName ?? "" },
    manager: managerId === null ? null : { id: managerId, name: managerName ?? "" },
  }),
})

/** A page of the campaigns that the caller may see, in any order, by keyset. */
export async function listCampaigns({
  ctx,
  input,
}: QueryArgs<typeof ListCampaigns>): Promise<Page<CampaignRow>> {
  const [page, day] = await Promise.all([
    campaignList.page(ctx.services, ctx.identity.viewer, { ...input, filters: input }),
    today(ctx.db),
  ])
  return { ...page, items: page.items.map((row) => ({ ...row, health: healthOf(row, day) })) }
}
