import { type Billing, numberBy, numberPattern } from "@alphas/domain/money/billing"
import { hasRate, type TaxCategory } from "@alphas/domain/money/tax"
import { type AddressValues, addressForApi, addressValues } from "./address-fields"

export interface RateValues {
  name: string
  category: TaxCategory
  /** A plain decimal, or as it was typed. */
  percent: string
}

/** The billing settings as their form holds them; an empty text is nothing. */
export interface BillingValues extends Record<string, unknown> {
  legalName: string
  address: AddressValues
  email: string
  phone: string
  website: string
  vatId: string
  taxNumber: string
  bankName: string
  iban: string
  bic: string
  /** As it is typed. */
  termsDays: string
  intro: string
  footer: string
  colour: string
  paper: "a4" | "letter"
  prices: "net" | "gross"
  taxRates: RateValues[]
  invoicePattern: string
  creditNotePattern: string
  /** 1 to 12. */
  firstMonth: string
  /** As they are typed: 1, 7, 21. */
  reminderDays: string
  closedUntil: string
}

/** What the fields are called. */
export const billingLabels: Record<keyof Omit<Billing, "version">, string> = {
  legalName: "Legal name",
  address: "Address",
  email: "Email",
  phone: "Phone",
  website: "Website",
  vatId: "VAT ID",
  taxNumber: "Tax number",
  bankName: "Bank",
  iban: "IBAN",
  bic: "BIC",
  termsDays: "Days until an invoice is due",
  intro: "Text above the lines",
  footer: "Foot of the page",
  colour: "Colour",
  paper: "Paper",
  prices: "Prices in lines",
  taxRates: "Tax rates",
  invoicePattern: "Numbers of invoices",
  creditNotePattern: "Numbers of credit notes",
  firstMonth: "First month of the fiscal year",
  reminderDays: "Reminders",
  closedUntil: "Books closed until",
}

/** The settings as their form begins with them. */
export const billingValues = (billing: Billing): BillingValues => ({
  ...{ legalName: billing.legalName ?? "", address: addressValues(billing.address) },
  ...{ email: billing.email ?? "", phone: billing.phone ?? "", website: billing.website ?? "" },
  ...{ vatId: billing.vatId ?? "", taxNumber: billing.taxNumber ?? "" },
  ...{ bankName: billing.bankName ?? "", iban: sayIban(billing.iban ?? ""), bic: billing.bic ?? "" },
  ...{ termsDays: String(billing.termsDays), intro: billing.intro ?? "", footer: billing.footer ?? "" },
  ...{ colour: billing.colour, paper: billing.paper, prices: billing.prices },
  taxRates: billing.taxRates.map(({ name, category, percent }) => ({ name, category, percent })),
  ...{ invoicePattern: billing.invoicePattern, creditNotePattern: billing.creditNotePattern },
  ...{ firstMonth: String(billing.firstMonth), reminderDays: billing.reminderDays.join(", ") },
  closedUntil: billing.closedUntil ?? "",
})

/** An IBAN in groups of four. */
const sayIban = (iban: string): string => iban.replace(/(.{4})(?=.)/g, "$1 ")

/** Days in a text; null where there is anything else. */
export function readDays(text: string): number[] | null {
  const parts = text.split(/[\s,;]+/).filter((part) => part !== "")
  const days = parts.map(Number)
  return days.every((day) => Number.isInteger(day) && day > 0) ? days : null
}

/** A number of days that was typed, as the API's schema judges it. */
export const readCount = (text: string): number => (text.trim() === "" ? Number.NaN : Number(text))

/** Changed values as the API takes them. */
export function billingForApi(changes: Partial<BillingValues>) {
  const { address, termsDays, taxRates, firstMonth, reminderDays, closedUntil, ...plain } = changes
  return {
    ...plain,
    ...(address === undefined ? {} : { address: addressForApi(address) }),
    ...(termsDays === undefined ? {} : { termsDays: readCount(termsDays) }),
    ...(taxRates === undefined
      ? {}
      : {
          taxRates: taxRates.map(({ name, category, percent }) => ({
            ...{ name, category },
            percent: hasRate(category) ? percent : "0",
          })),
        }),
    ...(firstMonth === undefined ? {} : { firstMonth: Number(firstMonth) }),
    ...(reminderDays === undefined ? {} : { reminderDays: readDays(reminderDays) ?? [] }),
    ...(closedUntil === undefined ? {} : { closedUntil: closedUntil || null }),
  }
}

/** The first number that a pattern gives in a year; null for what is no pattern. */
export function firstNumber(pattern: string, year: number): string | null {
  const read = numberPattern.safeParse(pattern)
  return read.success ? numberBy(read.data, year, 1) : null
}
