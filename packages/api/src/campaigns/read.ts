import { isoInstant } from "@alphas/db/columns"
import type { Reader } from "@alphas/db/connection"
import { byDay, byInstant, byText, byWord, KeysetList } from "@alphas/db/keyset-list"
import { campaignMembers, campaigns, kpis, kpiValues } from "@alphas/db/schema/campaigns"
import { clients } from "@alphas/db/schema/clients"
import { users } from "@alphas/db/schema/users"
import { slot } from "@alphas/db/statement"
import { anyViewer, type Viewer, viewerValues, visible } from "@alphas/db/visible"
import type { Campaign, CampaignRow, Kpi } from "@alphas/domain/campaigns/dto"
import { healthOf } from "@alphas/domain/campaigns/health"
import type { ListCampaigns } from "@alphas/domain/campaigns/input"
import { kpiProgress } from "@alphas/domain/campaigns/kpi"
import { type CampaignSort, campaignStatuses } from "@alphas/domain/campaigns/words"
import type { ById } from "@alphas/domain/ids"
import type { Page } from "@alphas/domain/paging"
import { may, type Permission, scopeOf } from "@alphas/domain/permissions"
import { and, asc, eq, inArray, type SQL, sql } from "drizzle-orm"
import { today } from "../agency"
import type { SignedIn } from "../context"
import { invalidField, notFound } from "../refusal"
import type { QueryArgs } from "../trpc"

interface Found extends Omit<CampaignRow, "client" | "manager" | "health" | "actualMinor"> {
  clientId: string | null
  clientName: string | null
  managerId: string | null
  managerName: string | null
  hoursMinor: number
  expensesMinor: number
  /** Whether the caller sees its money. */
  finances: boolean
}

const list = new KeysetList<Found, CampaignSort>({
  table: campaigns,
  sorts: {
    name: byText(sql`lower(${campaigns.name})`),
    status: byWord(sql`${campaigns.status}`, "campaign_status", campaignStatuses),
    startDay: byDay(sql`${campaigns.startDay}`),
    endDay: byDay(sql`${campaigns.endDay}`),
    createdAt: byInstant(sql`${campaigns.createdAt}`),
    updatedAt: byInstant(sql`${campaigns.updatedAt}`),
  },
})

/** A page of the campaigns that the caller may see, in any order, by keyset. */
export async function listCampaigns({
  ctx,
  input,
}: QueryArgs<typeof ListCampaigns>): Promise<Page<CampaignRow>> {
  const { viewer } = ctx.identity
  const [page, day] = await Promise.all([
    list.page(ctx.services.sql, {
      ...input,
      ...condition(viewer, input),
      values: {
        ...viewerValues(viewer),
        text: `%${(input.text ?? "").toLowerCase().replace(/[\\%_]/g, "\\$&")}%`,
        status: input.status ?? [],
        clients: input.clientId ?? [],
        managers: input.managerId ?? [],
        member: input.memberId ?? null,
      },
      select: selectRow(viewer),
    }),
    today(ctx.db),
  ])
  if (page === undefined) throw invalidField("cursor", "This is not a cursor of this list.")
  return { ...page, items: page.items.map((found) => toRow(found, day)) }
}

function condition(viewer: Viewer, filters: ListCampaigns): { shape: string; where: SQL } {
  const parts: SQL[] = [visible.campaigns(anyViewer(viewer))]
  const shape: (string | null)[] = [viewer.role, scopeOf(viewer.role, "campaigns.read"), filters.archived]
  const given = (name: string, part: SQL) => {
    shape.push(name)
    parts.push(part)
  }
  if (filters.archived === "no") parts.push(sql`${campaigns.archivedAt} is null`)
  if (filters.archived === "only") parts.push(sql`${campaigns.archivedAt} is not null`)
  if (filters.text) given("text", sql`lower(${campaigns.name}) like ${slot("text")}::text`)
  if (filters.status?.length)
    given("status", sql`${campaigns.status} = any(${slot("status")}::text[]::campaign_status[])`)
  if (filters.clientId?.length) given("client", ofClients(viewer))
  // Who manages a campaign and who works on it is the agency's directory.
  const seesPeople = may(viewer.role, "users.directory")
  if (filters.managerId?.length) {
    const manages = sql`${campaigns.managerId} = any(${slot("managers")}::text[]::uuid[])`
    given("manager", seesPeople ? manages : sql`false`)
  }
  if (filters.memberId) {
    const works = sql`exists (select from ${campaignMembers} as theirs where theirs.campaign_id = ${campaigns.id} and theirs.user_id = ${slot("member")}::text::uuid /* visible campaign_members: of campaigns that are */)`
    given("member", seesPeople ? works : sql`false`)
  }
  return { shape: shape.join("|"), where: and(...parts) ?? sql`true` }
}

/** Whose campaigns they are shows only to whoever may see the client. */
const ofClients = (viewer: Viewer): SQL => {
  const named = sql`${campaigns.clientId} = any(${slot("clients")}::text[]::uuid[])`
  if (scopeOf(viewer.role, "clients.read") === "all") return named
  return sql`(${named} and ${campaigns.clientId} in (select ${clients.id} from ${clients} where ${visible.clients(anyViewer(viewer))}))`
}

/** Whether the viewer has a permission on the campaign of a row of `page`, by the very predicate of the permission. */
function has(viewer: Viewer, permission: Permission): SQL {
  const scope = scopeOf(viewer.role, permission)
  if (scope === null || scope === "all") return sql`${scope === "all"}`
  return sql`page.id in (select ${campaigns.id} from ${campaigns} where ${campaigns.id} = page.id and ${visible.campaigns(viewer, permission)})`
}

function selectRow(viewer: Viewer): { columns: SQL; joins: SQL } {
  const eyes = anyViewer(viewer)
  return {
    columns: sql`page.name, page.status, page.start_day::text as "startDay", page.end_day::text as "endDay",
      page.currency, page.budget_minor::float8 as "budgetMinor", page.hours_minor::float8 as "hoursMinor",
      page.expenses_minor::float8 as "expensesMinor", ${has(eyes, "campaigns.finances")} as finances, ${has(eyes, "campaigns.update")} as "mayEdit", page.progress,
      page.tasks_total as "tasksTotal", page.tasks_done as "tasksDone", page.forecast_day::text as "forecastDay",
      page.next_due_day::text as "nextDueDay", page.last_due_day::text as "lastDueDay", page.archived_at as "archivedAt", page.created_at as "createdAt",
      page.updated_at as "updatedAt", page.version, ${clients.id} as "clientId", ${clients.name} as "clientName",
      ${users.id} as "managerId", ${users.name} as "managerName"`,
    joins: sql`
      left join ${clients} on ${clients.id} = page.client_id and ${visible.clients(eyes)}
      left join ${users} on ${users.id} = page.manager_id and ${visible.directory(eyes)}`,
  }
}

function toRow(found: Found, day: string): CampaignRow {
  const { clientId, clientName, managerId, managerName, hoursMinor, expensesMinor, finances, ...row } = found
  const budgetMinor = finances ? row.budgetMinor : null
  const actualMinor = finances ? hoursMinor + expensesMinor : null
  return {
    ...row,
    budgetMinor,
    actualMinor,
    health: healthOf({ ...row, budgetMinor, actualMinor }, day),
    archivedAt: row.archivedAt === null ? null : isoInstant(row.archivedAt),
    createdAt: isoInstant(row.createdAt),
    updatedAt: isoInstant(row.updatedAt),
    client: clientId === null ? null : { id: clientId, name: clientName ?? "" },
    manager: managerId === null ? null : { id: managerId, name: managerName ?? "" },
  }
}

/** One campaign with its members and KPIs. @throws Refusal `not_found`. */
export async function getCampaign({ ctx, input }: QueryArgs<typeof ById>): Promise<Campaign> {
  return readCampaign(ctx, ctx.db, input.id)
}

/** A campaign as its page shows it, to whom may see it. @throws Refusal `not_found`. */
export async function readCampaign(ctx: SignedIn, reader: Reader, id: string): Promise<Campaign> {
  const { visible: seen } = ctx
  const { viewer } = ctx.identity
  const [found] = await reader
    .select({
      row: campaigns,
      clientId: clients.id,
      clientName: clients.name,
      managerId: users.id,
      managerName: users.name,
      finances: sql<boolean>`${seen.campaigns("campaigns.finances")}`,
      mayEdit: sql<boolean>`${seen.campaigns("campaigns.update")}`,
      mayReadHistory: sql<boolean>`${seen.campaigns("changes.history")}`,
    })
    .from(campaigns)
    .leftJoin(clients, and(eq(clients.id, campaigns.clientId), seen.clients("clients.read")))
    .leftJoin(users, and(eq(users.id, campaigns.managerId), seen.directory()))
    .where(and(eq(campaigns.id, id), seen.campaigns("campaigns.read")))
  if (found === undefined) throw notFound("campaign")
  // Nothing of the row may reach the answer but what is named here: it holds money and people.
  const { row, ...refs } = found
  const { managerId: _m, createdBy: _c, clientId: _cl, description, minutes, ...fields } = row
  const members = await reader
    .select({ id: users.id, name: users.name })
    .from(campaignMembers)
    .innerJoin(users, and(eq(users.id, campaignMembers.userId), seen.directory()))
    .where(and(eq(campaignMembers.campaignId, id), seen.campaignMembers("campaigns.read")))
    .orderBy(asc(users.name), asc(users.id))
  const { mayReadHistory, ...shownRefs } = refs
  const shown = toRow({ ...fields, ...shownRefs }, await today(reader))
  return {
    ...shown,
    archivedAt: row.archivedAt,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
    description,
    members,
    kpis: await kpisOf(ctx, reader, id),
    hoursMinor: refs.finances ? row.hoursMinor : null,
    expensesMinor: refs.finances ? row.expensesMinor : null,
    minutes: may(viewer.role, "users.directory") ? minutes : null,
    mayReadHistory,
  }
}

async function kpisOf(ctx: SignedIn, reader: Reader, campaignId: string): Promise<Kpi[]> {
  const rows = await reader
    .select()
    .from(kpis)
    .where(and(eq(kpis.campaignId, campaignId), ctx.visible.kpis("campaigns.read")))
    .orderBy(asc(kpis.id))
  const values =
    rows.length === 0
      ? []
      : await reader
          .select()
          .from(kpiValues)
          .where(
            and(
              inArray(
                kpiValues.kpiId,
                rows.map(({ id }) => id),
              ),
              ctx.visible.kpiValues("campaigns.read"),
            ),
          )
          .orderBy(asc(kpiValues.day))
  return rows.map(({ campaignId: _campaign, createdAt: _created, ...kpi }) => {
    const measured = values.filter(({ kpiId }) => kpiId === kpi.id).map(({ day, value }) => ({ day, value }))
    return { ...kpi, values: measured, progress: kpiProgress(kpi, measured.at(-1)?.value ?? null) }
  })
}
