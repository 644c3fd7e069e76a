import { campaigns } from "@alphas/db/schema/campaigns"
import type { AnswerExpense, StepExpense } from "@alphas/domain/expenses/input"
import { refusedStep } from "@alphas/domain/expenses/steps"
import { type ExpenseStep, expenseStateLabels, expenseSteps } from "@alphas/domain/expenses/words"
import type { Saved } from "@alphas/domain/ids"
import { amountText } from "@alphas/domain/money/amount-text"
import { scopeOf } from "@alphas/domain/permissions"
import { eq, type SQL, sql } from "drizzle-orm"
import type { Mutating } from "../context"
import { Refusal } from "../refusal"
import type { MutationArgs } from "../trpc"
import { stepFrom } from "../workflow"
import { convert } from "./convert"
import { readRules } from "./read"
import { type ExpenseRecord, records, standingOf } from "./records"

interface Stepped {
  id: string
  version: number
  reason?: string | null
}
type Values = { [Column in keyof ExpenseRecord]?: ExpenseRecord[Column] | SQL }

/**
 * Takes a step with an expense that is locked at the version that the caller saw, so that of two who decide at once the
 * second is refused. `values` are what is written besides.
 * @throws Refusal `stale_version`, `forbidden` when it is not the caller's step, `workflow`.
 */
async function step(
  ctx: Mutating,
  { reason = null, ...seen }: Stepped,
  name: ExpenseStep,
  values: (row: ExpenseRecord) => Promise<Values> | Values,
): Promise<Saved> {
  const row = await records.lock(ctx, seen)
  const refused = refusedStep(name, standingOf(ctx, row))
  if (refused !== null) throw new Refusal("forbidden", refused)
  const { state } = row
  const { to } = stepFrom(expenseSteps, expenseStateLabels, { what: "expense", state }, name, reason)
  const also = await values(row)
  const counted = "countedMinor" in also ? { before: countedText(row), after: countedText(also) } : null
  return records.save(
    ctx,
    row,
    { ...also, state: to, reason },
    {
      fields: {
        state: { before: state, after: to },
        ...(counted === null ? {} : { counted }),
        ...(reason === null ? {} : { reason: { after: reason } }),
      },
    },
  )
}

/** What an expense counts in its campaign, whose currency may be another than its own; null while it does not. */
const countedText = ({ countedMinor, countedCurrency }: Values): string | null =>
  typeof countedMinor === "number" && typeof countedCurrency === "string"
    ? amountText(countedMinor, countedCurrency)
    : null

/** Hands in one's own expense. @throws as `step`. */
export const submitExpense = ({ ctx, input }: MutationArgs<typeof StepExpense>): Promise<Saved> =>
  step(ctx, input, "submit", () => ({ submittedAt: sql`now()`, decidedBy: null, decidedAt: null }))

/** Takes back what one has submitted, to change it. @throws as `step`. */
export const withdrawExpense = ({ ctx, input }: MutationArgs<typeof StepExpense>): Promise<Saved> =>
  step(ctx, input, "withdraw", () => ({ submittedAt: null }))

/**
 * Approves an expense of somebody else: it counts in the actuals of its campaign from then on, in the campaign's
 * currency.
 * @throws as `step`; Refusal `forbidden` beyond the caller's limit, `invalid` without an exchange rate of its day.
 */
export const approveExpense = ({ ctx, input }: MutationArgs<typeof StepExpense>): Promise<Saved> =>
  step(ctx, input, "approve", async (row) => {
    await checkLimit(ctx, row)
    return { ...decided(ctx), ...(await count(ctx, row)) }
  })

/** Rejects an expense of somebody else with a reason. @throws as `step`. */
export const rejectExpense = ({ ctx, input }: MutationArgs<typeof AnswerExpense>): Promise<Saved> =>
  step(ctx, input, "reject", () => decided(ctx))

/** Takes an approval back, with a reason: it counts no more, and is to be decided again. @throws as `step`. */
export const reverseExpense = ({ ctx, input }: MutationArgs<typeof AnswerExpense>): Promise<Saved> =>
  step(ctx, input, "reverse", async (row) => {
    if (row.campaignId !== null) {
      await lockCampaign(ctx, row.campaignId)
      await countIn(ctx, row.campaignId, -(row.countedMinor ?? 0))
    }
    const none = { countedMinor: null, countedCurrency: null, conversion: null }
    return { ...none, decidedBy: null, decidedAt: null }
  })

/** Says that the person has got their money back. @throws as `step`. */
export const reimburseExpense = ({ ctx, input }: MutationArgs<typeof StepExpense>): Promise<Saved> =>
  step(ctx, input, "reimburse", () => ({
    reimbursedBy: ctx.identity.viewer.id,
    reimbursedAt: sql`now()`,
  }))

const decided = (ctx: Mutating) => ({ decidedBy: ctx.identity.viewer.id, decidedAt: sql`now()` })

/**
 * Whoever approves only what is assigned to them does so up to the limit of the agency, in the limit's currency by the
 * rates of the expense's day.
 * @throws Refusal `forbidden` beyond it, `invalid` without a rate.
 */
async function checkLimit(ctx: Mutating, row: ExpenseRecord): Promise<void> {
  if (scopeOf(ctx.identity.viewer.role, "expenses.approve") === "all") return
  const { limitMinor, limitCurrency } = await readRules(ctx, ctx.tx, "calendar.read")
  if (limitMinor === null)
    throw new Refusal(
      "forbidden",
      "The agency has set no limit up to which you approve. Finance approves this.",
    )
  const { amountMinor: minor, currency, day } = row
  const of = await convert(ctx, { minor, currency, day }, limitCurrency)
  if (of.minor <= limitMinor) return
  const [amount, limit] = [amountText(minor, currency), amountText(limitMinor, limitCurrency)]
  throw new Refusal("forbidden", `${amount} is more than your limit of ${limit}. Finance approves this.`)
}

/** Counts an expense in its campaign, which is locked until the transaction ends. */
async function count(ctx: Mutating, row: ExpenseRecord): Promise<Values> {
  if (row.campaignId === null) return {}
  const to = await lockCampaign(ctx, row.campaignId)
  const { currency, day, netMinor } = row
  const { minor, conversion } = await convert(ctx, { minor: netMinor, currency, day }, to)
  await countIn(ctx, row.campaignId, minor)
  return { countedMinor: minor, countedCurrency: to, conversion }
}

/** Locks the campaign of an expense that was checked, and answers its currency, which stands still from then on. */
async function lockCampaign(ctx: Mutating, id: string): Promise<string> {
  const [campaign] = await ctx.tx
    .select({ currency: campaigns.currency })
    .from(campaigns)
    .where(sql`/* visible campaigns: of an expense that was checked */ ${eq(campaigns.id, id)}`)
    .for("no key update")
  if (campaign === undefined) throw new Error("An expense of a campaign has one.")
  return campaign.currency
}

const countIn = (ctx: Mutating, id: string, minor: number) =>
  ctx.tx
    .update(campaigns)
    .set({ expensesMinor: sql`${campaigns.expensesMinor} + ${minor}` })
    .where(eq(campaigns.id, id))
