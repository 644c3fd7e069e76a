import * as z from "zod"
import { Day } from "../days"
import { Id } from "../ids"
import { VersionOrNone, whole } from "../numbers"
import { line, optionalEmail, optionalLine, optionalText } from "../text"
import { decimal } from "./decimal"
import { isCountry } from "./identifiers"
import { hasRate, taxCategories } from "./tax"

const country = z.string().trim().toUpperCase().refine(isCountry, "Choose a country (ISO 3166-1).")

/** Where a letter goes. */
export const Address = z.strictObject({
  street: optionalLine(200).default(null),
  postalCode: optionalLine(20).default(null),
  city: optionalLine(120).default(null),
  region: optionalLine(120).default(null),
  /** ISO 3166-1 alpha-2. */
  country: country.nullable().default(null),
})
export type Address = z.output<typeof Address>

/** Whether an IBAN's check digits are right (ISO 13616, ISO 7064 MOD 97-10). `iban` is in capitals, without blanks. */
export function isIban(iban: string): boolean {
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(iban)) return false
  const digits = [...(iban.slice(4) + iban.slice(0, 4))].map((each) => Number.parseInt(each, 36)).join("")
  return BigInt(digits) % 97n === 1n
}

const iban = optionalLine(50)
  .transform((value) => value?.replace(/\s/g, "").toUpperCase() ?? null)
  .refine((value) => value === null || isIban(value), "This IBAN is mistyped: its check digits do not fit.")
const bic = optionalLine(20)
  .transform((value) => value?.replace(/\s/g, "").toUpperCase() ?? null)
  .refine(
    (value) => value === null || /^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$/.test(value),
    "Write the BIC with 8 or 11 letters and digits.",
  )

/** `{year}`, `{yy}` and one run of zeros for the number: `INV-{year}-0000`. */
export const numberPattern = line(40)
  .refine(
    (text) => /^[^{}]*(?:\{(?:year|yy)\}[^{}]*)*$/.test(text),
    "Only {year} and {yy} may stand in braces.",
  )
  .refine(
    (text) => (text.replace(/\{[^}]*\}/g, "").match(/0+/g) ?? []).length === 1,
    "Write zeros once where the number goes, like INV-{year}-0000.",
  )
  .refine(
    (text) => /\{(?:year|yy)\}/.test(text),
    "Write {year} or {yy} into the pattern: each year counts anew.",
  )

/** The number of a document: `INV-{year}-0000`, 2025 and 12 are `INV-2025-0012`. */
export const numberBy = (pattern: string, year: number, count: number): string =>
  pattern
    .replace(/(?<!\{[^}]*)0+/, (zeros) => String(count).padStart(zeros.length, "0"))
    .replace("{year}", String(year))
    .replace("{yy}", String(year % 100).padStart(2, "0"))

/** The fiscal year that a day falls in, named by the calendar year in which it begins. */
export const fiscalYearOf = (day: string, firstMonth: number): number =>
  Number(day.slice(0, 4)) - (Number(day.slice(5, 7)) < firstMonth ? 1 : 0)

/** A tax rate that the agency uses, offered in the grid of lines. */
export const TaxRate = z
  .strictObject({
    name: line(60),
    category: z.enum(taxCategories),
    percent: decimal(4, { min: 0, max: 100 }),
  })
  .refine(({ category, percent }) => hasRate(category) === (percent !== "0"), {
    path: ["percent"],
    message: "Standard tax has a rate above 0, every other category has 0.",
  })
export type TaxRate = z.output<typeof TaxRate>

const termsDays = whole().min(0, "Days must not be negative.").max(365, "At most 365 days.")
const reminderDays = z.array(whole().min(1).max(365)).max(5, "At most 5 reminders.")
const colour = z.string().regex(/^#[0-9a-f]{6}$/i, "Write a colour like #4c6ef5.")

/** What the agency puts on its documents. */
const sellerFields = {
  legalName: optionalLine(200),
  address: Address,
  email: optionalEmail,
  phone: optionalLine(50),
  website: optionalLine(300),
  vatId: optionalLine(40),
  /** A tax or registration number that is no VAT ID (BT-32, BT-30). */
  taxNumber: optionalLine(60),
  bankName: optionalLine(120),
  iban,
  bic,
  /** Days until an invoice is due, unless a client has its own. */
  termsDays,
  /** Stands above the lines, and below the totals. */
  intro: optionalText(2_000),
  footer: optionalText(2_000),
  colour,
  paper: z.enum(["a4", "letter"]),
  prices: z.enum(["net", "gross"]),
  taxRates: z.array(TaxRate).min(1, "Keep at least one tax rate.").max(30),
  invoicePattern: numberPattern,
  creditNotePattern: numberPattern,
  /** 1 to 12: the month in which the fiscal year begins. */
  firstMonth: whole().min(1).max(12),
  /** Days after the due day on which a reminder is sent; none: no reminders. */
  reminderDays,
  /** Nothing is issued, paid or reversed on this day or before it; null: nothing is closed. */
  closedUntil: Day.nullable(),
}

export const UpdateBilling = z.strictObject({
  version: VersionOrNone,
  changes: z.strictObject(sellerFields).partial(),
})

/** What the agency puts on its documents, as it is now. Days are calendar days. */
export type Billing = { [Field in keyof typeof sellerFields]: z.output<(typeof sellerFields)[Field]> } & {
  version: number
}

export const taxTreatments = ["domestic", "reverse_charge", "intra_community", "export", "exempt"] as const
/** What tax a client's lines get unless another is chosen: the agency's first rate for `domestic`. */
export type TaxTreatment = (typeof taxTreatments)[number]
export const taxTreatmentLabels: Record<TaxTreatment, string> = {
  domestic: "Domestic",
  reverse_charge: "Reverse charge",
  intra_community: "Intra-community supply",
  export: "Export",
  exempt: "Exempt",
}

/** Languages in which documents are written. */
export const documentLanguages = ["en", "de", "fr", "es", "it", "nl", "pl"] as const
export type DocumentLanguage = (typeof documentLanguages)[number]
export const documentLanguageLabels: Record<DocumentLanguage, string> = {
  en: "English",
  de: "Deutsch",
  fr: "Français",
  es: "Español",
  it: "Italiano",
  nl: "Nederlands",
  pl: "Polski",
}

const buyerFields = {
  /** Null: the client's own name, address, VAT ID, or the agency's terms. */
  legalName: optionalLine(200),
  address: Address.nullable(),
  vatId: optionalLine(40),
  /** BT-10: what the client wants to read on its invoices, such as a Leitweg-ID or an order number. */
  buyerReference: optionalLine(120),
  termsDays: termsDays.nullable(),
  taxTreatment: z.enum(taxTreatments),
  language: z.enum(documentLanguages),
  /** Where invoices are sent. */
  emails: z
    .array(optionalEmail.refine((value) => value !== null, "Write an email address.").transform(String))
    .max(10),
  /** Whether reminders are sent. */
  reminders: z.boolean(),
}

export const OfClient = z.strictObject({ clientId: Id })

export const UpdateClientBilling = z.strictObject({
  clientId: Id,
  /** 0 while nothing was saved for the client. */
  version: VersionOrNone,
  changes: z.strictObject(buyerFields).partial(),
})

/** How a client is billed. */
export type ClientBilling = { [Field in keyof typeof buyerFields]: z.output<(typeof buyerFields)[Field]> } & {
  version: number
}

/** How a client is billed while nobody has said anything else. */
export const unsaidBilling: Omit<ClientBilling, "version"> = {
  ...{ legalName: null, address: null, vatId: null, buyerReference: null, termsDays: null },
  ...{ taxTreatment: "domestic", language: "en", emails: [], reminders: true },
}

/** The same with what stands where the billing says nothing: the client's own, and the agency's terms. */
export interface ClientBillingShown extends ClientBilling {
  fallback: { legalName: string; address: Address; vatId: string | null; termsDays: number }
}

/** What an import of exchange rates did. */
export interface RatesImported {
  /** Rates that are new or another than before. */
  changed: number
  rates: number
  from: string
  to: string
}

/** Who sends a document, as it was when it was issued. */
export interface Seller {
  name: string
  address: Address
  email: string | null
  phone: string | null
  website: string | null
  vatId: string | null
  taxNumber: string | null
  bankName: string | null
  iban: string | null
  bic: string | null
  colour: string
  paper: "a4" | "letter"
}

/** Who gets it, as it was when it was issued. */
export interface Buyer {
  name: string
  address: Address
  vatId: string | null
  buyerReference: string | null
  language: DocumentLanguage
}
