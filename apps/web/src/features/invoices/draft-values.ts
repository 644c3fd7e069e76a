import type { Invoice } from "@alphas/domain/invoices/dto"
import { AdjustmentInput, LineInput } from "@alphas/domain/invoices/input"
import type { InvoicePurpose, LineSource, UnitCode } from "@alphas/domain/invoices/words"
import { digitsOf } from "@alphas/domain/money/currency"
import { decimalOf, rounded } from "@alphas/domain/money/decimal"
import { type TaxCategory, taxCategories, taxReasons } from "@alphas/domain/money/tax"
import {
  type Adjustment,
  AmountTooLarge,
  type Priced,
  type Totals,
  totalsOf,
} from "@alphas/domain/money/totals"
import { decimalFromMinor } from "../../format/money"

/**
 * A discount or charge in a form. A number is kept as a plain decimal, or as it was typed where that is none: then it has
 * an error.
 */
export interface AdjustmentValues {
  kind: Adjustment["kind"]
  by: "percent" | "amount"
  /** Percent, or an amount in major units. */
  value: string
  reason: string
}

/** A line in the grid, its numbers as `AdjustmentValues` keeps them. */
export interface LineValues {
  /** Names the line on the page, also before it has an id. */
  key: string
  description: string
  quantity: string
  unit: UnitCode
  /** Empty for 0. */
  unitPrice: string
  /** As `taxKey` writes it. */
  tax: string
  adjustments: AdjustmentValues[]
  campaignId: string | null
  /** From what it was made; null for what somebody wrote. */
  source: LineSource | null
}

/** A draft as its form holds it; an empty text is nothing. */
export interface DraftValues extends Record<string, unknown> {
  purpose: InvoicePurpose
  currency: string
  prices: "net" | "gross"
  issueDay: string
  dueDay: string
  periodFrom: string
  periodTo: string
  buyerReference: string
  intro: string
  /** Below the totals. */
  note: string
  /** At the foot of the paper. */
  footer: string
  taxReason: string
  adjustments: AdjustmentValues[]
  lines: LineValues[]
}

/** A tax category and its rate as one value of a choice. */
export const taxKey = (category: TaxCategory, percent: string): string => `${category} ${percent}`

/** The category and the rate that `taxKey` has put together. */
export function taxOf(key: string): { taxCategory: TaxCategory; taxPercent: string } {
  const [word, taxPercent = "0"] = key.split(" ")
  return { taxCategory: taxCategories.find((category) => category === word) ?? "standard", taxPercent }
}

/** Which line of the page is which line of the server: a new line keeps its key when it gets its id. */
export class LineKeys {
  readonly #ids = new Map<string, string>()
  readonly #keys = new Map<string, string>()
  /** What was sent last, and the version that it has become. */
  #sent: { version: number; keys: string[] } | null = null

  keyOf(id: string): string {
    return this.#keys.get(id) ?? id
  }

  /** Null for a line that the server does not know yet. */
  idOf(key: string): string | null {
    return this.#ids.get(key) ?? (this.#isNew(key) ? null : key)
  }

  fresh(): string {
    return `new ${crypto.randomUUID()}`
  }

  /** These lines were saved, and are this version. */
  sent(lines: readonly { key: string }[], version: number): void {
    this.#sent = { version, keys: lines.map(({ key }) => key) }
  }

  /** Takes the ids of new lines from the draft as it is read again: its lines are in the order in which they were sent. */
  learn({ version, lines }: { version: number; lines: readonly { id: string }[] }): void {
    if (this.#sent?.version !== version) return
    this.#sent.keys.forEach((key, at) => {
      const id = lines[at]?.id
      if (id === undefined || !this.#isNew(key)) return
      this.#ids.set(key, id)
      this.#keys.set(id, key)
    })
    this.#sent = null
  }

  #isNew(key: string): boolean {
    return key.startsWith("new ")
  }
}

const adjustmentValues = (
  { kind, percent, minor, reason }: Adjustment,
  currency: string,
): AdjustmentValues => ({
  kind,
  by: percent === null ? "amount" : "percent",
  value: percent ?? decimalFromMinor(minor ?? 0, currency),
  reason: reason ?? "",
})

/** A draft as its form begins with it. */
export function draftValues(invoice: Invoice, keys: LineKeys): DraftValues {
  keys.learn(invoice)
  const { purpose, currency, prices, issueDay, dueDay, periodFrom, periodTo } = invoice
  const { buyerReference, intro, note, footer, taxReason, adjustments, lines } = invoice
  return {
    ...{ purpose, currency, prices },
    ...{ issueDay: issueDay ?? "", dueDay: dueDay ?? "" },
    ...{ periodFrom: periodFrom ?? "", periodTo: periodTo ?? "" },
    ...{ buyerReference: buyerReference ?? "", intro: intro ?? "" },
    ...{ note: note ?? "", footer: footer ?? "", taxReason: taxReason ?? "" },
    adjustments: adjustments.map((each) => adjustmentValues(each, currency)),
    lines: lines.map((line) => ({
      key: keys.keyOf(line.id),
      description: line.description ?? "",
      ...{ quantity: line.quantity, unit: line.unit, unitPrice: line.unitPrice },
      tax: taxKey(line.taxCategory, line.taxPercent),
      adjustments: line.adjustments.map((each) => adjustmentValues(each, currency)),
      ...{ campaignId: line.campaign?.id ?? null, source: line.source },
    })),
  }
}

/** An amount in major units as minor units; null where it is none. */
function minorOf(value: string, currency: string): number | null {
  const digits = digitsOf(currency)
  if (!/^-?\d{1,13}(\.\d+)?$/.test(value)) return null
  const amount = decimalOf(value)
  return amount.scale > digits ? null : Number(rounded(amount, digits))
}

/** A discount or charge as the API takes it. */
export const adjustmentForApi = ({ kind, by, value, reason }: AdjustmentValues, currency: string) => ({
  kind,
  percent: by === "percent" ? value : null,
  // What is no amount is refused as one, with the schema's sentence.
  minor: by === "amount" ? (minorOf(value, currency) ?? Number.NaN) : null,
  reason: reason.trim() || null,
})

const lineForApi = (line: Omit<LineValues, "key" | "source">, currency: string) => ({
  description: line.description.trim() === "" ? null : line.description,
  ...{ quantity: line.quantity, unit: line.unit },
  unitPrice: line.unitPrice === "" ? "0" : line.unitPrice,
  adjustments: line.adjustments.map((each) => adjustmentForApi(each, currency)),
  ...taxOf(line.tax),
  campaignId: line.campaignId,
})

/** Whether nothing has been written into a line yet. */
const isBlank = ({ description, unitPrice, adjustments, source }: LineValues): boolean =>
  description.trim() === "" && unitPrice === "" && adjustments.length === 0 && source === null

/** The lines without blank ones at the end, which somebody began and left. */
export function writtenLines(lines: readonly LineValues[]): LineValues[] {
  const last = lines.findLastIndex((line) => !isBlank(line))
  return lines.slice(0, last + 1)
}

const orNull = (text: string): string | null => (text.trim() === "" ? null : text)

/** Changed values of a draft as the API takes them. */
export function draftForApi(changes: Partial<DraftValues>, currency: string, keys: LineKeys) {
  const { adjustments, lines, purpose, prices, ...texts } = changes
  const { issueDay, dueDay, periodFrom, periodTo, buyerReference, intro, note, footer, taxReason } = texts
  const nulled = { issueDay, dueDay, periodFrom, periodTo, buyerReference, intro, note, footer, taxReason }
  return {
    ...(purpose === undefined ? {} : { purpose }),
    ...(prices === undefined ? {} : { prices }),
    ...(texts.currency === undefined ? {} : { currency: texts.currency }),
    ...Object.fromEntries(
      Object.entries(nulled).flatMap(([name, text]) => (text === undefined ? [] : [[name, orNull(text)]])),
    ),
    ...(adjustments === undefined
      ? {}
      : { adjustments: adjustments.map((each) => adjustmentForApi(each, currency)) }),
    ...(lines === undefined
      ? {}
      : {
          lines: writtenLines(lines).map((line) => ({
            id: keys.idOf(line.key),
            ...lineForApi(line, currency),
          })),
        }),
  }
}

/** A cell of the grid that can be wrong. */
export type LineField = "description" | "quantity" | "unitPrice" | "tax" | "adjustments"
export type LineErrors = Partial<Record<LineField, string>>

const homes: Record<string, LineField> = {
  description: "description",
  quantity: "quantity",
  unitPrice: "unitPrice",
  taxCategory: "tax",
  taxPercent: "tax",
  adjustments: "adjustments",
}

/** What was found before: a form of many lines asks at every key, and hands out new objects each time. */
const found = new Map<string, LineErrors>()
const mostFound = 4_000

/** What is wrong with a line, at the cells where it stands. */
export function lineErrors(
  { key: _key, source: _source, ...line }: LineValues,
  currency: string,
): LineErrors {
  const question = `${currency} ${JSON.stringify(line)}`
  const known = found.get(question)
  if (known !== undefined) return known
  const errors = judgedLine(line, currency)
  if (found.size >= mostFound) found.clear()
  found.set(question, errors)
  return errors
}

function judgedLine(line: Omit<LineValues, "key" | "source">, currency: string): LineErrors {
  const read = LineInput.safeParse(lineForApi(line, currency))
  const errors: LineErrors = {}
  for (const { path, message } of read.error?.issues ?? []) {
    const home = homes[String(path[0])]
    if (home !== undefined) errors[home] ??= message
  }
  return errors
}

/** What is wrong with a discount or charge; undefined for what can be sent. */
export function adjustmentError(values: AdjustmentValues, currency: string): string | undefined {
  const digits = digitsOf(currency)
  if (values.by === "amount" && minorOf(values.value, currency) === null)
    return `Enter an amount like ${digits === 0 ? "50" : "50.00"}.`
  return AdjustmentInput.safeParse(adjustmentForApi(values, currency)).error?.issues[0]?.message
}

export interface DraftTotals {
  /** Null while an amount is too large. */
  totals: Totals | null
  /** Which line it is of, where it is a line's. */
  tooLarge: number | null
}

/** The totals of a draft as it is typed; what is not a number yet counts as nothing. */
export function draftTotals({ currency, prices, adjustments, lines }: DraftValues): DraftTotals {
  const fine = (all: readonly AdjustmentValues[]) =>
    all
      .filter((each) => adjustmentError(each, currency) === undefined)
      .map((each) => adjustmentForApi(each, currency))
  const priced: Priced = {
    ...{ currency, prices, adjustments: fine(adjustments) },
    lines: lines.map((line) => {
      const wrong = lineErrors(line, currency)
      return {
        quantity: wrong.quantity === undefined ? line.quantity : "0",
        unitPrice: wrong.unitPrice === undefined ? line.unitPrice || "0" : "0",
        adjustments: fine(line.adjustments),
        ...taxOf(line.tax),
      }
    }),
  }
  try {
    return { totals: totalsOf(priced), tooLarge: null }
  } catch (error) {
    if (!(error instanceof AmountTooLarge)) throw error
    return { totals: null, tooLarge: error.line }
  }
}

export const tooLargeText = "An amount here is too large to be calculated."

/** Whether the document says why a line has no tax (BR-E-10 and its siblings). */
export const needsTaxReason = (lines: readonly LineValues[]): boolean =>
  lines.some(({ tax }) => taxReasons[taxOf(tax).taxCategory] !== null)
