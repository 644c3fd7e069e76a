import { clients } from "@alphas/db/schema/clients"
import { invoices } from "@alphas/db/schema/invoices"
import type { ById } from "@alphas/domain/ids"
import type { InvoiceDefaults } from "@alphas/domain/invoices/dto"
import type { InvoiceFor } from "@alphas/domain/invoices/input"
import { taxOf } from "@alphas/domain/invoices/parties"
import { and, eq, isNull, sql } from "drizzle-orm"
import { notFound } from "../refusal"
import type { MutationArgs, QueryArgs } from "../trpc"
import { partiesOf } from "./parties"

/** Notes that somebody of the client has opened what was issued to it: the first time only, and nobody of the agency. */
export async function markViewed({
  ctx,
  input,
}: MutationArgs<typeof ById>): Promise<{ viewedAt: string | null }> {
  const which = and(eq(invoices.id, input.id), ctx.visible.invoices())
  const [found] = await ctx.tx.select({ viewedAt: invoices.viewedAt }).from(invoices).where(which)
  if (found === undefined) throw notFound("invoice")
  if (found.viewedAt !== null || ctx.identity.viewer.clientId === null) return found
  const [seen] = await ctx.tx
    .update(invoices)
    .set({ viewedAt: sql`now()` })
    .where(and(which, isNull(invoices.viewedAt)))
    .returning({ viewedAt: invoices.viewedAt, clientId: invoices.clientId })
  if (seen === undefined) return found
  const { viewedAt, clientId } = seen
  ctx.record({
    entity: "invoice",
    id: input.id,
    clientId,
    fields: { viewedAt: { before: null, after: viewedAt } },
  })
  return { viewedAt }
}

/** What a draft for a client begins with, and the tax rates that its lines can have. @throws Refusal `not_found`. */
export async function defaultsFor({ ctx, input }: QueryArgs<typeof InvoiceFor>): Promise<InvoiceDefaults> {
  const [seen] = await ctx.db
    .select({ id: clients.id })
    .from(clients)
    .where(and(eq(clients.id, input.clientId), ctx.visible.clients()))
  if (seen === undefined) throw notFound("client")
  const { client, own, billing } = await partiesOf(ctx.db, input.clientId)
  return {
    ...{ currency: client.currency, prices: billing.prices, termsDays: own.termsDays ?? billing.termsDays },
    ...taxOf(own.taxTreatment, billing.taxRates),
    taxRates: billing.taxRates,
    ...{ buyerReference: own.buyerReference, intro: billing.intro, footer: billing.footer },
  }
}
