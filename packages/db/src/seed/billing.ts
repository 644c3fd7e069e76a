import { dayNumberOf, dayOf } from "@alphas/domain/days"
import { buyerOf, sellerOf, taxOf } from "@alphas/domain/invoices/parties"
import type { Billing, Buyer, Seller, TaxTreatment } from "@alphas/domain/money/billing"
import type { Faker } from "@faker-js/faker"
import type { clientBilling, exchangeRates } from "../schema/money"
import type { Account } from "./portfolio"
import { at } from "./vocabulary"

export type NewClientBilling = typeof clientBilling.$inferInsert
export type NewRate = typeof exchangeRates.$inferInsert

/** What stands on the documents of the demo agency. */
export const demoBilling: Omit<Billing, "version"> = {
  legalName: "Alphas Media GmbH",
  address: { street: "Lindenstr. 76", postalCode: "10969", city: "Berlin", region: null, country: "DE" },
  email: "billing@alphas.example",
  phone: "+49 30 2201845",
  website: "https://www.alphas.example",
  vatId: "DE136695976",
  taxNumber: "37/215/40081",
  bankName: "Spreebank Berlin",
  iban: "DE89370400440532013000",
  bic: "COBADEFFXXX",
  termsDays: 14,
  intro: null,
  footer: "Alphas Media GmbH, Lindenstr. 76, 10969 Berlin",
  colour: "#4c6ef5",
  paper: "a4",
  prices: "net",
  taxRates: [
    { name: "Standard", category: "standard", percent: "19" },
    { name: "Reduced", category: "standard", percent: "7" },
    { name: "Zero rated", category: "zero", percent: "0" },
  ],
  invoicePattern: "INV-{year}-0000",
  creditNotePattern: "CN-{year}-0000",
  firstMonth: 1,
  reminderDays: [1, 7, 21],
  closedUntil: null,
}

/** How documents for a client are made. */
export interface Payer {
  seller: Seller
  buyer: Buyer
  termsDays: number
  tax: ReturnType<typeof taxOf>
  billing: NewClientBilling | null
}

const treatments: Readonly<Record<string, TaxTreatment>> = {
  FR: "reverse_charge",
  GB: "export",
  US: "export",
}

/** A client's way of being billed: those abroad in one of their own, and every third of the others. */
export function payerOf(random: Faker, { row, contacts }: Account, number: number): Payer {
  const treatment = treatments[row.country ?? ""] ?? "domestic"
  const [contact] = contacts
  const isOwn = treatment !== "domestic" || number % 3 === 0
  const own = {
    ...{ legalName: null, address: null, vatId: null },
    termsDays: isOwn ? at([null, 30, 30, 7], random.number.int(3)) : null,
    buyerReference:
      isOwn && random.number.int(2) === 0 ? `PO-${random.number.int({ min: 10_000, max: 99_999 })}` : null,
    taxTreatment: treatment,
    language:
      row.country === "DE" ? ("de" as const) : row.country === "FR" ? ("fr" as const) : ("en" as const),
    emails: isOwn && contact?.email != null ? [contact.email] : [],
    ...{ reminders: true, version: 1 },
  }
  const client = {
    ...{ name: row.name, vatId: row.vatId ?? null, street: row.street ?? null, city: row.city ?? null },
    ...{ postalCode: row.postalCode ?? null, region: row.region ?? null, country: row.country ?? null },
  }
  return {
    seller: sellerOf("Alphas Media", demoBilling, false),
    buyer: buyerOf(client, own, own.buyerReference, false),
    termsDays: own.termsDays ?? demoBilling.termsDays,
    tax: taxOf(treatment, demoBilling.taxRates),
    billing: isOwn ? { clientId: row.id, ...own } : null,
  }
}

/** Pounds and dollars for a euro, as somebody entered them each Monday of the past `weeks`. */
export function rateRowsOf(random: Faker, today: string, weeks: number): NewRate[] {
  const last = dayNumberOf(today) - ((dayNumberOf(today) + 3) % 7)
  const worth = { USD: 108_000, GBP: 85_000 }
  return Array.from({ length: weeks }, (_, index) => dayOf(last - 7 * (weeks - 1 - index))).flatMap((day) =>
    (["USD", "GBP"] as const).map((quote): NewRate => {
      worth[quote] += random.number.int({ min: -600, max: 600 })
      return {
        base: "EUR",
        quote,
        day,
        source: "entered",
        rate: (worth[quote] / 100_000).toFixed(5).replace(/0+$/, ""),
      }
    }),
  )
}
