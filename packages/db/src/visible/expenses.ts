import { scopeOf } from "@alphas/domain/permissions"
import { getTableName, sql } from "drizzle-orm"
import { expenses, receipts } from "../schema/expenses"
import { entityTable, type Guarded, predicate, removed } from "./grants"

const all = entityTable("expense", expenses, { person: expenses.userId, campaign: expenses.campaignId })

/** A receipt goes with its expense; as long as it hangs on none, it is whose upload it was. */
const ofExpenses: Guarded<typeof receipts> = {
  table: receipts,
  visible: (viewer, permission = "expenses.read") => {
    const attached = {
      because: "they see the expense",
      holds: sql`${receipts.expenseId} in (select ${expenses.id} from ${expenses} where ${all.visible(viewer, permission)})`,
    }
    const uploaded = {
      because: "they have uploaded it, and it hangs on no expense yet",
      holds: sql`(${receipts.expenseId} is null and ${receipts.addedBy} = ${viewer.id})`,
    }
    const grants = scopeOf(viewer.role, permission) === null ? [] : [attached, uploaded]
    return predicate(getTableName(receipts), grants)
  },
}

export const expensesTables = { expenses: all, receipts: ofExpenses }

/** Expenses that were removed, to restore them. */
export const removedExpenses = removed(all, expenses.deletedAt, "expenses.own")
