import type { Reader } from "@alphas/db/connection"
import { clients } from "@alphas/db/schema/clients"
import { billingSettings, clientBilling } from "@alphas/db/schema/money"
import { settings } from "@alphas/db/schema/settings"
import { dayIn } from "@alphas/domain/days"
import { type BilledClient, buyerOf, sellerOf } from "@alphas/domain/invoices/parties"
import { type Buyer, type ClientBilling, type Seller, unsaidBilling } from "@alphas/domain/money/billing"
import { eq, sql } from "drizzle-orm"
import { notFound } from "../refusal"

/** What documents for a client are made by: settings of the agency and of the client, as they are now. */
export interface Parties {
  agencyName: string
  /** The day that it is where the agency is. */
  today: string
  billing: typeof billingSettings.$inferSelect
  client: BilledClient & { id: string; currency: string; archivedAt: string | null }
  own: Omit<ClientBilling, "version">
}

/** Reads them for a client of whom it was checked that the caller may bill or see them. */
export async function partiesOf(reader: Reader, clientId: string): Promise<Parties> {
  const [row] = await reader
    .select({
      agencyName: settings.agencyName,
      timeZone: settings.timeZone,
      billing: billingSettings,
      own: clientBilling,
      client: {
        ...{ id: clients.id, name: clients.name, currency: clients.currency, archivedAt: clients.archivedAt },
        ...{ street: clients.street, postalCode: clients.postalCode, city: clients.city },
        ...{ region: clients.region, country: clients.country, vatId: clients.vatId },
      },
    })
    .from(clients)
    .innerJoin(settings, sql`true /* visible settings: what stands on every document */`)
    .innerJoin(billingSettings, sql`true /* visible billing_settings: what stands on every document */`)
    .leftJoin(
      clientBilling,
      sql`/* visible client_billing: what stands on the client's documents */ ${eq(clientBilling.clientId, clients.id)}`,
    )
    .where(sql`/* visible clients: of a document that was checked */ ${eq(clients.id, clientId)}`)
  if (row === undefined) throw notFound("client")
  const { timeZone, own, ...parties } = row
  return { ...parties, own: own ?? unsaidBilling, today: dayIn(timeZone, new Date()) }
}

/** Who sends and who gets a document, as they are now. */
export function partiesNow(
  { agencyName, billing, client, own }: Parties,
  buyerReference: string | null,
  outsideScope: boolean,
): { seller: Seller; buyer: Buyer } {
  return {
    seller: sellerOf(agencyName, billing, outsideScope),
    buyer: buyerOf(client, own, buyerReference, outsideScope),
  }
}
