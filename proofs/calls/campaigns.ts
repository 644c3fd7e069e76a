import { makeCampaign, makeCampaignMember, makeClient } from "@alphas/db/factories"
import { campaigns, campaignTemplates, kpis, kpiValues } from "@alphas/db/schema/campaigns"
import { newId } from "@alphas/domain/ids"
import { eq, inArray, sql } from "drizzle-orm"
import { type Calls, type Founding, type Keeping, type Making, now } from "./call"
import { type Row as ClientsRow, listed } from "./clients"
import { finances, withCampaign, withClient } from "./secrets"
import type { Shared as UsersShared } from "./users"
import { managing, type Relation, type Role, readsCampaign, writesCampaign, writesClient } from "./who"

export async function inAgency({ db }: Founding) {
  const templateId = newId()
  const kpi = { name: "Visits", unit: "visits", target: 1, start: null, direction: "up" } as const
  const content = { days: 1, tasks: [], dependencies: [], kpis: [kpi] }
  await db.insert(campaignTemplates).values({ id: templateId, name: `Template ${templateId}`, content })
  return { templateId }
}
export type Shared = UsersShared & Awaited<ReturnType<typeof inAgency>>

export async function inRow(
  { db, secrets, plant, relation, userId, strangerId }: Making,
  { clientId }: ClientsRow,
) {
  const budgetMinor = secrets.amount()
  const campaign = await makeCampaign(db, { clientId, managerId: strangerId, budgetMinor })
  if (relation === "works") await makeCampaignMember(db, campaign.id, userId)
  const kpiId = newId()
  await db
    .insert(kpis)
    .values({ id: kpiId, campaignId: campaign.id, name: "Leads", unit: "leads", target: 1 })
  await db.insert(kpiValues).values({ kpiId, day: "2026-01-01", value: 1 })
  return {
    campaignId: plant(campaign.id, "a campaign", withCampaign),
    budgetMinor: plant(budgetMinor, "a campaign's budget", finances),
    kpiId: plant(kpiId, "a KPI", withCampaign),
  }
}
export type Row = ClientsRow & Awaited<ReturnType<typeof inRow>>

export async function changeKept({ db, role, shared, beyond }: Keeping<Row, Shared>) {
  const id = (row: Row) => row.campaignId
  const unseen = beyond(withCampaign, id)
  await db
    .update(campaigns)
    .set({
      ...{
        name: sql`reverse(name)`,
        startDay: sql`start_day - 1`,
        endDay: sql`end_day + 1`,
        progress: sql`progress + 1`,
      },
      status: sql`case when status = 'active' then 'planning' else 'active' end::campaign_status`,
    })
    .where(inArray(campaigns.id, unseen))
  await db
    .update(kpis)
    .set({ name: sql`reverse(name)`, target: sql`target + 1` })
    .where(inArray(kpis.campaignId, unseen))
  await db
    .update(campaigns)
    .set({
      budgetMinor: sql`budget_minor + 1`,
      hoursMinor: sql`hours_minor + 1`,
      expensesMinor: sql`expenses_minor + 1`,
    })
    .where(inArray(campaigns.id, beyond(finances, id)))
  // Whose campaign it is: of one client that they do not see, then of another, and back.
  const living = (by: Role, relation: Relation) => relation === "deleted" || withClient(by, relation)
  const pairs = beyond(living, (row) => `${row.campaignId} ${row.clientId}`)
  const another = pairs.length === 0 ? null : (await makeClient(db)).id
  for (const pair of pairs) {
    const [campaignId = "", clientId = ""] = pair.split(" ")
    const other = sql`case when client_id = ${clientId}::uuid then ${another}::uuid else ${clientId}::uuid end`
    await db.update(campaigns).set({ clientId: other }).where(eq(campaigns.id, campaignId))
  }
  if (role !== "client_viewer") return
  await makeCampaign(db)
  const [one, other] = [shared.doer.id, shared.colleague.id]
  await db
    .update(campaigns)
    .set({ managerId: sql`case when manager_id = ${one}::uuid then ${other}::uuid else ${one}::uuid end` })
  await db.execute(sql`insert into campaign_members (campaign_id, user_id)
    select c.id, u.id from campaigns c, users u where u.id in (${one}, ${other}) on conflict do nothing`)
}

const days = { startDay: "2026-03-02", endDay: "2026-06-26" }
const versioned = (row: Row) => ({ id: row.campaignId, version: 1 })

export const calls: Calls<"campaigns", Row, Shared> = {
  list: {
    input: () => ({ limit: 200, archived: "also" }),
    row: readsCampaign,
    shows: listed<Row>((row) => row.campaignId),
    holds: ({ clientId, budgetMinor }) => [clientId, budgetMinor],
  },
  get: {
    input: ({ row }) => ({ id: row.campaignId }),
    row: readsCampaign,
    holds: ({ clientId, budgetMinor, kpiId }) => [clientId, budgetMinor, kpiId],
  },
  create: [
    { input: ({ row }) => ({ clientId: row.clientId, name: "New", ...days }), row: writesClient },
    {
      input: ({ row, shared: { templateId } }) => ({
        clientId: row.clientId,
        name: "New",
        ...days,
        templateId,
      }),
      row: writesClient,
    },
  ],
  update: { input: ({ row }) => ({ ...versioned(row), changes: { name: "Other" } }), row: writesCampaign },
  step: { input: ({ row }) => ({ ...versioned(row), step: "pause" }), row: writesCampaign },
  archive: { input: ({ row }) => versioned(row), row: writesCampaign },
  restore: {
    input: async ({ db, row }) => {
      await db.update(campaigns).set({ archivedAt: now() }).where(eq(campaigns.id, row.campaignId))
      return versioned(row)
    },
    row: writesCampaign,
  },
  addMember: {
    input: ({ row, shared }) => ({ id: row.campaignId, userId: shared.colleague.id }),
    row: writesCampaign,
  },
  removeMember: {
    input: async ({ db, row, shared }) => {
      await makeCampaignMember(db, row.campaignId, shared.colleague.id)
      return { id: row.campaignId, userId: shared.colleague.id }
    },
    row: writesCampaign,
  },
  templates: {
    list: { input: () => ({}), role: managing },
    end: {
      input: ({ shared }) => ({ templateId: shared.templateId, startDay: "2026-05-04" }),
      role: managing,
    },
    save: {
      input: ({ row }) => ({ campaignId: row.campaignId, name: `New ${newId()}` }),
      row: writesCampaign,
    },
    fill: {
      input: ({ row, shared: { templateId } }) => ({ campaignId: row.campaignId, templateId }),
      row: writesCampaign,
    },
    remove: { input: ({ shared }) => ({ id: shared.templateId, version: 1 }), role: managing },
  },
  kpis: {
    create: {
      input: ({ row }) => ({
        campaignId: row.campaignId,
        kpi: { name: "New", unit: "x", target: 1 },
      }),
      row: writesCampaign,
    },
    update: {
      input: ({ row }) => ({ id: row.kpiId, version: 1, changes: { target: 2 } }),
      row: writesCampaign,
    },
    remove: { input: ({ row }) => ({ id: row.kpiId, version: 1 }), row: writesCampaign },
    setValue: {
      input: ({ row }) => ({ id: row.kpiId, day: "2026-05-01", value: 1 }),
      row: writesCampaign,
    },
  },
}
