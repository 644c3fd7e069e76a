import type { Reader } from "@alphas/db/connection"
import { expenses, receipts } from "@alphas/db/schema/expenses"
import { billingSettings } from "@alphas/db/schema/money"
import { settings } from "@alphas/db/schema/settings"
import { users } from "@alphas/db/schema/users"
import type { Expense, ExpenseRules } from "@alphas/domain/expenses/dto"
import type { Receipt } from "@alphas/domain/expenses/receipt"
import type { ById } from "@alphas/domain/ids"
import { may, type Permission } from "@alphas/domain/permissions"
import { and, asc, eq, inArray, sql } from "drizzle-orm"
import type { SignedIn } from "../context"
import { notFound } from "../refusal"
import type { QueryArgs } from "../trpc"
import { expenseList } from "./list"

/** One expense with its receipts. @throws Refusal `not_found`. */
export const getExpense = ({ ctx, input }: QueryArgs<typeof ById>): Promise<Expense> =>
  readExpense(ctx, ctx.db, input.id)

/** An expense as its page shows it, to whom may see it. @throws Refusal `not_found`. */
export async function readExpense(ctx: SignedIn, reader: Reader, id: string): Promise<Expense> {
  const { viewer } = ctx.identity
  const where = and(eq(expenses.id, id), ctx.visible.expenses("expenses.read"))
  const [row] = await expenseList.rows(ctx.services, reader, viewer, where)
  if (row === undefined) throw notFound("expense")
  const [kept] = await reader
    .select({
      decidedBy: expenses.decidedBy,
      reimbursedBy: expenses.reimbursedBy,
      minor: expenses.countedMinor,
      currency: expenses.countedCurrency,
      conversion: expenses.conversion,
    })
    .from(expenses)
    .where(where)
  const named = [kept?.decidedBy, kept?.reimbursedBy].filter((each) => each != null)
  const people =
    named.length === 0
      ? []
      : await reader
          .select({ id: users.id, name: users.name })
          .from(users)
          .where(and(inArray(users.id, named), ctx.visible.directory()))
  const person = (userId: string | null | undefined) => people.find((each) => each.id === userId) ?? null
  const { minor = null, currency = null, conversion = null } = kept ?? {}
  return {
    ...row,
    receipts: await receiptsOf(ctx, reader, id),
    decidedBy: person(kept?.decidedBy),
    reimbursedBy: person(kept?.reimbursedBy),
    counted:
      minor === null || currency === null || conversion === null ? null : { minor, currency, conversion },
    mayReadHistory: may(viewer.role, "changes.history"),
  }
}

const receiptsOf = (ctx: SignedIn, reader: Reader, id: string): Promise<Receipt[]> =>
  reader
    .select({
      id: receipts.id,
      name: receipts.name,
      type: receipts.type,
      size: receipts.size,
      addedAt: receipts.addedAt,
    })
    .from(receipts)
    .where(and(eq(receipts.expenseId, id), ctx.visible.receipts("expenses.read")))
    .orderBy(asc(receipts.id))

/** By which rules expenses are approved. */
export const getRules = ({ ctx }: { ctx: SignedIn }): Promise<ExpenseRules> =>
  readRules(ctx, ctx.db, "calendar.read")

/** The same within a transaction. */
export async function readRules(
  ctx: SignedIn,
  reader: Reader,
  permission: Permission,
): Promise<ExpenseRules> {
  const [row] = await reader
    .select({
      limitMinor: settings.expenseLimitMinor,
      limitCurrency: settings.expenseLimitCurrency,
      agencyCurrency: settings.currency,
      version: settings.version,
    })
    .from(settings)
    .where(ctx.visible.calendarSettings(permission))
  if (row === undefined) throw notFound("settings")
  const [billing] = await reader
    .select({ taxRates: billingSettings.taxRates })
    .from(billingSettings)
    .where(sql`/* visible billing_settings: tax rates, to choose from */ true`)
  const { agencyCurrency, ...settled } = row
  const rules = { ...settled, taxRates: billing?.taxRates ?? [] }
  // What is set next is in the agency's currency of then.
  return rules.limitMinor === null ? { ...rules, limitCurrency: agencyCurrency } : rules
}
