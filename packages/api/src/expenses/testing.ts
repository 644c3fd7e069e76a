import {
  type CampaignRow,
  makeCampaign,
  makeCampaignMember,
  makeUser,
  type UserRow,
} from "@alphas/db/factories"
import { expenses, receipts } from "@alphas/db/schema/expenses"
import { settings } from "@alphas/db/schema/settings"
import type { Expense } from "@alphas/domain/expenses/dto"
import type { NewExpense } from "@alphas/domain/expenses/input"
import { newId } from "@alphas/domain/ids"
import { sql } from "drizzle-orm"
import type * as z from "zod"
import type { TestApi } from "../testing"

/** A campaign in EUR with people who stand to it in every way; managers approve up to 500.00 EUR. No expenses yet. */
export interface ExpenseWorld {
  campaign: CampaignRow
  admin: UserRow
  finance: UserRow
  /** Manages the campaign; `other` manages another one. */
  manager: UserRow
  other: UserRow
  member: UserRow
  stranger: UserRow
  /** The verbs as somebody, the member unless said otherwise. */
  expenses(user?: UserRow): ReturnType<TestApi["as"]>["expenses"]
  /** Enters 119.00 EUR with 19 % tax on the campaign and answers its id. */
  enter(also?: Partial<z.input<typeof NewExpense>>, user?: UserRow): Promise<string>
  /** The same, submitted; its version is 2. */
  submitted(also?: Partial<z.input<typeof NewExpense>>, user?: UserRow): Promise<string>
  /** As an admin sees it. */
  get(id: string): Promise<Expense>
  /** What the campaign counts, and what a recount says. */
  counted(campaignId?: string): Promise<{ kept: number; recount: number }>
  /** A receipt that somebody has uploaded; its bytes are nowhere. */
  upload(user?: UserRow, name?: string): Promise<string>
}

export async function expenseWorld(api: TestApi): Promise<ExpenseWorld> {
  const { db } = api.database.connection
  await db.delete(receipts)
  await db.delete(expenses)
  await db.update(settings).set({ expenseLimitMinor: 50_000, expenseLimitCurrency: "EUR" })
  const [admin, finance] = [await makeUser(db, { role: "admin" }), await makeUser(db, { role: "finance" })]
  const [manager, other] = [await makeUser(db, { role: "manager" }), await makeUser(db, { role: "manager" })]
  const [member, stranger] = [await makeUser(db), await makeUser(db)]
  const campaign = await makeCampaign(db, { managerId: manager.id })
  await makeCampaignMember(db, campaign.id, member.id)
  const verbs = (user: UserRow = member) => api.as(user).expenses
  const enter: ExpenseWorld["enter"] = async (also = {}, user = member) => {
    const standard = {
      day: "2026-05-04",
      supplier: "Rail Europe",
      category: "travel",
      currency: "EUR",
    } as const
    const tax = { amountMinor: 11_900, taxCategory: "standard", taxPercent: "19" } as const
    return (await verbs(user).create({ ...standard, ...tax, campaignId: campaign.id, ...also })).id
  }
  return {
    ...{ campaign, admin, finance, manager, other, member, stranger, expenses: verbs, enter },
    async submitted(also = {}, user = member) {
      const id = await enter(also, user)
      await verbs(user).submit({ id, version: 1 })
      return id
    },
    get: (id) => verbs(admin).get({ id }),
    async counted(campaignId = campaign.id) {
      const [row] = await db.execute<{ kept: number; recount: number }>(sql`
        select c.expenses_minor::float8 as kept, coalesce((
          select sum(e.counted_minor) from expenses e
          where e.campaign_id = c.id and e.state in ('approved', 'reimbursed') and e.deleted_at is null
        ), 0)::float8 as recount
        from campaigns c where c.id = ${campaignId}`)
      if (row === undefined) throw new Error("There is no such campaign.")
      return { ...row }
    },
    async upload(user = member, name = "receipt.pdf") {
      const id = newId()
      const file = { type: "application/pdf", size: 4, sha256: "0".repeat(64) } as const
      await db.insert(receipts).values({ id, name, ...file, addedBy: user.id })
      return id
    },
  }
}
