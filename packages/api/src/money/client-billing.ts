import { fieldChanges } from "@alphas/changes/record"
import type { Reader } from "@alphas/db/connection"
import { clients } from "@alphas/db/schema/clients"
import { billingSettings, clientBilling } from "@alphas/db/schema/money"
import {
  type ClientBilling,
  type ClientBillingShown,
  type OfClient,
  type UpdateClientBilling,
  unsaidBilling,
} from "@alphas/domain/money/billing"
import { and, eq } from "drizzle-orm"
import type { SignedIn } from "../context"
import { notFound, staleVersion } from "../refusal"
import type { MutationArgs, QueryArgs } from "../trpc"
import { lockRow } from "../versioned"

/** How a client is billed. @throws Refusal `not_found`. */
export const getClientBilling = ({ ctx, input }: QueryArgs<typeof OfClient>): Promise<ClientBillingShown> =>
  readClientBilling(ctx, ctx.db, input.clientId)

async function readClientBilling(
  ctx: SignedIn,
  reader: Reader,
  clientId: string,
): Promise<ClientBillingShown> {
  const [row] = await reader
    .select({
      own: clientBilling,
      termsDays: billingSettings.termsDays,
      client: {
        ...{ name: clients.name, vatId: clients.vatId, street: clients.street, city: clients.city },
        ...{ postalCode: clients.postalCode, region: clients.region, country: clients.country },
      },
    })
    .from(clients)
    .innerJoin(billingSettings, ctx.visible.billingSettings())
    .leftJoin(clientBilling, and(eq(clientBilling.clientId, clients.id), ctx.visible.clientBilling()))
    .where(and(eq(clients.id, clientId), ctx.visible.clients()))
  if (row === undefined) throw notFound("client")
  const { name, vatId, ...address } = row.client
  return {
    ...shownOf(row.own),
    fallback: { legalName: name, address, vatId, termsDays: row.termsDays },
  }
}

function shownOf(row: typeof clientBilling.$inferSelect | null): ClientBilling {
  if (row === null) return { ...unsaidBilling, version: 0 }
  const { clientId: _clientId, ...billing } = row
  return billing
}

/**
 * Changes how a client is billed from now on; what is issued stays.
 * @throws Refusal `not_found`, `stale_version` with the billing as it is now.
 */
export async function updateClientBilling({
  ctx,
  input,
}: MutationArgs<typeof UpdateClientBilling>): Promise<ClientBillingShown> {
  const { clientId, version } = input
  await lockRow(ctx.tx, clients, ctx.visible.clients(), clientId, "client")
  const before = await readClientBilling(ctx, ctx.tx, clientId)
  if (before.version !== version) throw staleVersion("client's billing", before)
  // What is absent stays.
  const changes = Object.fromEntries(
    Object.entries(input.changes).filter(([, value]) => value !== undefined),
  ) as Partial<ClientBilling>
  const fields = fieldChanges({ ...before }, changes)
  if (Object.keys(fields).length === 0) return before
  const { fallback: _fallback, version: _version, ...own } = before
  const next = { ...own, ...changes, version: version + 1 }
  await ctx.tx
    .insert(clientBilling)
    .values({ ...next, clientId })
    .onConflictDoUpdate({ target: clientBilling.clientId, set: next })
  ctx.record({ entity: "client_billing", id: clientId, clientId, fields })
  return readClientBilling(ctx, ctx.tx, clientId)
}
