import type { Address, Billing, Buyer, ClientBilling, Seller, TaxRate, TaxTreatment } from "../money/billing"
import type { TaxCategory } from "../money/tax"

/** What is known of a client beside its billing. */
export interface BilledClient {
  name: string
  street: string | null
  postalCode: string | null
  city: string | null
  region: string | null
  country: string | null
  vatId: string | null
}

/**
 * Who sends a document, as it is now. What is outside the scope of tax names no VAT IDs (EN 16931, BR-O-2).
 */
export function sellerOf(
  agencyName: string,
  billing: Omit<Billing, "version">,
  outsideScope: boolean,
): Seller {
  const { email, phone, website, taxNumber, bankName, iban, bic, colour, paper, address } = billing
  return {
    name: billing.legalName ?? agencyName,
    ...{ address, email, phone, website, vatId: outsideScope ? null : billing.vatId, taxNumber },
    ...{ bankName, iban, bic, colour, paper },
  }
}

/** Who gets it, as it is now: what the billing leaves open is the client's own. */
export function buyerOf(
  client: BilledClient,
  billing: Pick<ClientBilling, "legalName" | "address" | "vatId" | "language">,
  buyerReference: string | null,
  outsideScope: boolean,
): Buyer {
  const own: Address = {
    ...{ street: client.street, postalCode: client.postalCode, city: client.city },
    ...{ region: client.region, country: client.country },
  }
  return {
    name: billing.legalName ?? client.name,
    address: billing.address ?? own,
    vatId: outsideScope ? null : (billing.vatId ?? client.vatId),
    buyerReference,
    language: billing.language,
  }
}

/** The tax of a client's lines unless another is chosen. */
export function taxOf(
  treatment: TaxTreatment,
  rates: readonly TaxRate[],
): { taxCategory: TaxCategory; taxPercent: string } {
  if (treatment !== "domestic") return { taxCategory: treatment, taxPercent: "0" }
  const [rate] = rates
  return rate === undefined
    ? { taxCategory: "zero", taxPercent: "0" }
    : { taxCategory: rate.category, taxPercent: rate.percent }
}
