import type { ExpenseRules } from "@alphas/domain/expenses/dto"
import type { UpdateExpenseRules } from "@alphas/domain/expenses/input"
import { editSettings } from "../settings/edit"
import type { MutationArgs } from "../trpc"
import { readRules } from "./read"

/**
 * Sets up to what amount of one expense managers approve, in the agency's currency; what it was set in stays when that
 * becomes another. @throws Refusal `stale_version` with the rules.
 */
export async function updateRules({
  ctx,
  input,
}: MutationArgs<typeof UpdateExpenseRules>): Promise<ExpenseRules> {
  const show = () => readRules(ctx, ctx.tx, "calendar.read")
  await editSettings(ctx, input.version, show, ({ currency }) => ({
    expenseLimitMinor: input.limitMinor,
    expenseLimitCurrency: currency,
  }))
  return show()
}
