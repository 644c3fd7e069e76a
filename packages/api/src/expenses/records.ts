import { campaigns } from "@alphas/db/schema/campaigns"
import { clients } from "@alphas/db/schema/clients"
import { expenses } from "@alphas/db/schema/expenses"
import { mayEdit, type Standing } from "@alphas/domain/expenses/steps"
import { expenseStateLabels } from "@alphas/domain/expenses/words"
import type { Versioned } from "@alphas/domain/ids"
import { may } from "@alphas/domain/permissions"
import { and, eq, isNull, or, type SQL, sql } from "drizzle-orm"
import type { Mutating } from "../context"
import { Records } from "../records"
import { Refusal } from "../refusal"
import { readExpense } from "./read"

export type ExpenseRecord = typeof expenses.$inferSelect

/** Their own, or everybody's for whoever manages expenses. */
const ownOrManaged = (ctx: Mutating): SQL =>
  or(ctx.visible.expenses("expenses.own"), ctx.visible.expenses("expenses.manage")) ?? sql`false`

const kind = (visible: (ctx: Mutating) => SQL) =>
  new Records({
    table: expenses,
    entity: "expense",
    what: "expense",
    visible,
    show: (ctx, { id }) => readExpense(ctx, ctx.tx, id),
    place: ({ campaignId, userId }, ctx) => placeOf(ctx, campaignId, userId),
  })

/** Expenses within reach of the procedure's own permission. */
export const records = kind((ctx) => ctx.visible.expenses())
/** What the person, or whoever manages expenses, edits. */
export const edited = kind(ownOrManaged)
/** Those that the person has removed. */
export const removedRecords = kind((ctx) => ctx.visible.removedExpenses("expenses.own"))

/** Where the log places an expense: whom it concerns, and its campaign with the client, unless that was removed. */
export async function placeOf(ctx: Mutating, campaignId: string | null, userId: string) {
  const people = [userId]
  if (campaignId === null) return { people }
  const [campaign] = await ctx.tx
    .select({ clientId: campaigns.clientId })
    .from(campaigns)
    .innerJoin(clients, and(eq(clients.id, campaigns.clientId), isNull(clients.deletedAt)))
    .where(
      sql`/* visible campaigns: of an expense that was checked */ /* visible clients: the same */ ${eq(campaigns.id, campaignId)}`,
    )
  return campaign === undefined ? { people } : { people, campaignId, clientId: campaign.clientId }
}

/** How the caller stands to an expense that was found within the reach of what it is changed by. */
export function standingOf(ctx: Mutating, row: ExpenseRecord): Standing {
  const { viewer } = ctx.identity
  return {
    own: row.userId === viewer.id,
    approves: may(viewer.role, "expenses.approve"),
    manages: may(viewer.role, "expenses.manage"),
    billed: row.invoiceLineId !== null,
  }
}

/**
 * The expense that the caller is about to change, locked: their own, or anybody's for whoever manages expenses.
 * @throws Refusal `workflow` once it is submitted or decided, `stale_version`.
 */
export async function lockEditable(
  ctx: Mutating,
  seen: Versioned,
  among: typeof records = edited,
): Promise<ExpenseRecord> {
  const row = await among.lock(ctx, seen)
  if (mayEdit(row.state, standingOf(ctx, row))) return row
  const hint =
    row.state === "submitted"
      ? "Withdraw it first."
      : row.state === "approved"
        ? "Finance can reverse the approval."
        : ""
  const is = expenseStateLabels[row.state].toLowerCase()
  throw new Refusal("workflow", `This expense is ${is} and stays as it is. ${hint}`.trim())
}
