import { isoInstant } from "@alphas/db/columns"
import { byDay, byId, byInstant, byNumber, byText } from "@alphas/db/keyset"
import { campaigns } from "@alphas/db/schema/campaigns"
import { expenses } from "@alphas/db/schema/expenses"
import { users } from "@alphas/db/schema/users"
import { type Viewer, visible } from "@alphas/db/visible"
import type { ExpenseRow, ExpenseSums } from "@alphas/domain/expenses/dto"
import type { ListExpenses, SumExpenses } from "@alphas/domain/expenses/input"
import { mayEdit, type Standing, stepsOpen } from "@alphas/domain/expenses/steps"
import type { ExpenseSort } from "@alphas/domain/expenses/words"
import type { Page } from "@alphas/domain/paging"
import { type Permission, scopeOf } from "@alphas/domain/permissions"
import { type SQL, sql } from "drizzle-orm"
import { List } from "../list"
import { type FiltersOf, shown } from "../list-declaration"
import { anyIdOrNone, anyOf, bounded, equalTo, holds, when } from "../list-filters"
import type { QueryArgs } from "../trpc"

type ExpenseFilters = FiltersOf<ListExpenses>

type Found = Omit<ExpenseRow, "person" | "campaign" | "steps" | "mayEdit">
interface Aside extends Standing {
  personId: string
  personName: string | null
  campaignId: string | null
  campaignName: string | null
}

/** Whether the expense of a row of `page` is within the viewer's reach of a permission. */
function reaches(eyes: Viewer, permission: Permission): SQL {
  const scope = scopeOf(eyes.role, permission)
  if (scope === null || scope === "all") return sql.raw(String(scope === "all"))
  return sql`exists (select from ${expenses} where ${expenses.id} = page.id and ${visible.expenses(eyes, permission)} offset 0)`
}

const ofOthers = (eyes: Viewer): SQL =>
  sql`(${expenses.state} = 'submitted' and ${expenses.userId} <> ${eyes.id} and ${visible.expenses(eyes, "expenses.approve")})`

export const expenseList = new List<Found, ExpenseRow, ExpenseFilters, ExpenseSort, Aside>({
  table: expenses,
  permission: "expenses.read",
  visible: "expenses",
  unique: byId(sql`${expenses.id}`),
  sorts: {
    day: [byDay(sql`${expenses.day}`)],
    amount: [byNumber(sql`${expenses.amountMinor}`)],
    supplier: [byText(sql`lower(${expenses.supplier})`)],
    createdAt: [byInstant(sql`${expenses.createdAt}`)],
  },
  filters: {
    text: holds(sql`lower(${expenses.supplier} || ' ' || coalesce(${expenses.description}, ''))`),
    state: anyOf(expenses.state, "expense_state"),
    userId: anyOf(expenses.userId, "uuid"),
    campaignId: anyIdOrNone(expenses.campaignId),
    category: anyOf(expenses.category, "expense_category"),
    from: bounded(expenses.day, ">=", "date"),
    to: bounded(expenses.day, "<=", "date"),
    billable: equalTo(expenses.billable, "boolean"),
    toDecide: { ...when<boolean>(() => sql``), where: (_bound, _form, eyes) => ofOthers(eyes) },
  },
  paths: [
    {
      name: "campaigns",
      answers: ({ filters, sort }) =>
        sort === "day" && !!filters.campaignId?.length && !filters.campaignId.includes(null),
      ranges: { campaign: { type: "uuid", values: ({ filters }) => filters.campaignId ?? [] } },
      instead: { campaignId: null },
      where: sql`${expenses.campaignId} = campaign.value`,
    },
    {
      name: "people",
      answers: ({ filters, sort }) => sort === "day" && !!filters.userId?.length,
      ranges: { person: { type: "uuid", values: ({ filters }) => filters.userId ?? [] } },
      instead: { userId: null },
      where: sql`${expenses.userId} = person.value`,
    },
    {
      // Whoever reads only their own has few among all; without a campaign nobody of less than all sees another's.
      name: "own",
      answers: ({ sort, viewer, filters }) => {
        const scope = scopeOf(viewer.role, "expenses.read")
        const ofNone = !!filters.campaignId?.length && filters.campaignId.every((id) => id === null)
        return sort === "day" && (scope === "self" || (scope === "assigned" && ofNone))
      },
      ranges: { person: { type: "uuid", values: ({ viewer }) => [viewer.id] } },
      instead: {},
      where: sql`${expenses.userId} = person.value`,
    },
    {
      name: "states",
      answers: ({ filters, sort }) => sort === "day" && !!filters.state?.length,
      ranges: { state: { type: "expense_state", values: ({ filters }) => filters.state ?? [] } },
      instead: { state: null },
      where: sql`${expenses.state} = state.value`,
    },
  ],
  columns: () => ({
    ...shown(expenses, "id", "day", "supplier", "category", "description", "currency", "amountMinor"),
    ...shown(expenses, "taxCategory", "taxMinor", "netMinor", "billMinor", "billable", "state", "reason"),
    ...shown(expenses, "submittedAt", "decidedAt", "reimbursedAt", "createdAt", "version"),
    taxPercent: sql`trim_scale(page.tax_percent)::text`,
    markupPercent: sql`trim_scale(page.markup_percent)::text`,
    receiptCount: sql`(select count(*)::int from receipts r where r.expense_id = page.id /* visible receipts: of an expense that is */)`,
  }),
  aside: (eyes) => ({
    personId: sql`page.user_id`,
    personName: sql`${users.name}`,
    campaignId: sql`seen.id`,
    campaignName: sql`seen.name`,
    own: sql`(page.user_id = ${eyes.id})`,
    approves: reaches(eyes, "expenses.approve"),
    manages: reaches(eyes, "expenses.manage"),
    billed: sql`(page.invoice_line_id is not null)`,
  }),
  joins: (eyes) => sql`
    left join ${users} on ${users.id} = page.user_id and ${visible.directory(eyes)}
    left join lateral (select ${campaigns.id}, ${campaigns.name} from ${campaigns}
      where ${campaigns.id} = page.campaign_id and ${visible.campaigns(eyes, "campaigns.read")} offset 0) as seen on true`,
  toRow: (row, { personId, personName, campaignId, campaignName, ...standing }) => {
    const at = (instant: string | null) => (instant === null ? null : isoInstant(instant))
    return {
      ...row,
      submittedAt: at(row.submittedAt),
      decidedAt: at(row.decidedAt),
      reimbursedAt: at(row.reimbursedAt),
      createdAt: isoInstant(row.createdAt),
      person: { id: personId, name: personName ?? "" },
      campaign: campaignId === null ? null : { id: campaignId, name: campaignName ?? "" },
      steps: stepsOpen(row.state, standing),
      mayEdit: mayEdit(row.state, standing),
    }
  },
})

/** Expenses that the caller may see, by keyset. */
export const listExpenses = ({ ctx, input }: QueryArgs<typeof ListExpenses>): Promise<Page<ExpenseRow>> =>
  expenseList.page(ctx.services, ctx.identity.viewer, { ...input, filters: input })

/** Sums of the expenses that filters let pass, a currency each. */
export const sumExpenses = ({ ctx, input }: QueryArgs<typeof SumExpenses>): Promise<ExpenseSums[]> => {
  const sum = (of: SQL) => sql`coalesce(sum(${of}), 0)::float8`
  const inState = (state: string) =>
    sum(sql`${expenses.amountMinor}) filter (where ${expenses.state} = ${sql.raw(`'${state}'`)}`)
  return expenseList.sums<ExpenseSums>(ctx.services.sql, ctx.identity.viewer, input, {
    by: { currency: sql`${expenses.currency}` },
    sums: {
      count: sql`count(*)::int`,
      amountMinor: sum(sql`${expenses.amountMinor}`),
      netMinor: sum(sql`${expenses.netMinor}`),
      submittedMinor: inState("submitted"),
      approvedMinor: inState("approved"),
    },
  })
}
