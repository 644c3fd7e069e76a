import { createdFields } from "@alphas/changes/record"
import { campaigns } from "@alphas/db/schema/campaigns"
import { rates } from "@alphas/db/schema/time"
import { newId, type Saved } from "@alphas/domain/ids"
import type { NewRate, PreviewRate, RemoveRate } from "@alphas/domain/time/input"
import { type Repriced, sayUnusual, type Unusual } from "@alphas/domain/time/unusual"
import { and, eq } from "drizzle-orm"
import type { Mutating } from "../context"
import { Records } from "../records"
import { invalidField, notFound, Refusal, unconfirmed } from "../refusal"
import type { MutationArgs, QueryArgs } from "../trpc"
import { checkStaff } from "../users/staff"
import { lockBooks } from "./guard"
import { previewFor, repriceFor } from "./money"

const records = new Records({
  table: rates,
  entity: "rate",
  what: "rate",
  visible: (ctx) => ctx.visible.rates(),
  show: (_ctx, row) => row,
  // Nobody is named: whoever a rate is for does not hear of it, only those who look after rates.
  place: () => ({ people: [] }),
})

/**
 * Sets an hourly rate; what it names is priced again, but not in locked months.
 * @throws Refusal `duplicate`, `unconfirmed` with what it would reprice (`Repriced`).
 */
export async function createRate({ ctx, input }: MutationArgs<typeof NewRate>): Promise<Saved> {
  const id = newId()
  const { confirm, ...rate } = input
  await lockBooks(ctx)
  await checkRateIsOf(ctx, rate)
  const added = await ctx.tx
    .insert(rates)
    .values({ id, ...rate })
    .onConflictDoNothing()
    .returning({ id: rates.id })
  if (added.length === 0)
    throw new Refusal("duplicate", "There is already a rate for this from that day. Delete it first.")
  ctx.record({ entity: "rate", id, people: [], fields: createdFields(rate) })
  askAbout(await repriceFor(ctx, rate), confirm)
  return { id, version: 1 }
}

/** What a rate would do to time that is entered already. Its currency is the campaign's, as in `createRate`. */
export const previewRate = ({ ctx, input }: QueryArgs<typeof PreviewRate>): Promise<Repriced> =>
  previewFor(ctx, input)

/** Nothing stays of what was repriced when somebody has to be asked first. */
function askAbout(repriced: Repriced, confirm: boolean): void {
  if (confirm || repriced.entries === 0) return
  const unusual: Unusual = { kind: "repriced", ...repriced }
  throw unconfirmed(sayUnusual(unusual), unusual)
}

/** @throws Refusal at the field unless the person and the campaign that a rate names are there, and it can hold. */
async function checkRateIsOf(
  ctx: Mutating,
  { userId, campaignId, currency }: Omit<NewRate, "confirm">,
): Promise<void> {
  if (userId !== null) await checkStaff(ctx.tx, [userId], "userId")
  if (campaignId === null) return
  const [campaign] = await ctx.tx
    .select({ currency: campaigns.currency })
    .from(campaigns)
    .where(and(eq(campaigns.id, campaignId), ctx.visible.campaigns("campaigns.finances")))
    .for("share")
  if (campaign === undefined) throw notFound("campaign")
  if (campaign.currency !== currency) {
    throw invalidField(
      "currency",
      `This campaign uses ${campaign.currency}, so a rate in ${currency} would never apply. Enter the rate in ${campaign.currency}.`,
    )
  }
}

/**
 * Removes an hourly rate; what it named is priced again, but not in locked months.
 * @throws Refusal `stale_version`, `unconfirmed` with what that would reprice (`Repriced`).
 */
export async function removeRate({ ctx, input }: MutationArgs<typeof RemoveRate>): Promise<Saved> {
  const { confirm, ...seen } = input
  await lockBooks(ctx)
  const rate = await records.lock(ctx, seen)
  const saved = await records.remove(ctx, rate, [
    ...(["kind", "userId", "role", "campaignId"] as const),
    ...(["fromDay", "currency", "minorPerHour"] as const),
  ])
  askAbout(await repriceFor(ctx, rate), confirm)
  return saved
}
