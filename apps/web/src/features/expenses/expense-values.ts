import type { Expense } from "@alphas/domain/expenses/dto"
import type { ExpenseCategory } from "@alphas/domain/expenses/words"
import type { TaxRate } from "@alphas/domain/money/billing"
import { hasRate, type TaxCategory, taxCategories, taxCategoryLabels } from "@alphas/domain/money/tax"
import { invalidFields } from "../../data/refusal"
import { parseMoney, writeMoney } from "../../format/money"
import { parseDecimal } from "../../format/numbers"

/** An expense as its form holds it: an empty text is the absence of a value. */
export interface ExpenseValues extends Record<string, unknown> {
  /** `YYYY-MM-DD`. */
  day: string
  supplier: string
  category: ExpenseCategory
  /** As it is typed; what it is in minor units, its currency says. */
  amountMinor: string
  currency: string
  /** A choice of `taxChoices`: a category with its rate, or `other` for a rate that is typed. */
  tax: string
  taxPercent: string
  campaignId: string | null
  billable: boolean
  markupPercent: string
  description: string
}

/** What the fields are called, in the form and in the dialog that shows two versions. */
export const expenseLabels: Record<keyof ExpenseValues & string, string> = {
  day: "Day",
  supplier: "Supplier",
  category: "Category",
  amountMinor: "Amount paid",
  currency: "Currency",
  tax: "Tax",
  taxPercent: "Tax rate in percent",
  campaignId: "Campaign",
  billable: "Billable",
  markupPercent: "Markup in percent",
  description: "Description",
}

const other = "other"
const keyOf = (category: TaxCategory, percent: string) => `${category} ${percent}`

/** The taxes to choose from: the agency's rates, every category without a rate, and any other rate. */
export function taxChoices(rates: readonly TaxRate[]): { value: string; label: string }[] {
  const ofAgency = rates.map(({ name, category, percent }) => ({
    value: keyOf(category, percent),
    label: hasRate(category) ? `${name}, ${percent} %` : name,
  }))
  const further = taxCategories
    .filter((category) => !hasRate(category))
    .map((category) => ({ value: keyOf(category, "0"), label: taxCategoryLabels[category] }))
  const all = [...ofAgency, ...further, { value: other, label: "Another rate" }]
  return all.filter(({ value }, at) => all.findIndex((each) => each.value === value) === at)
}

/** What a new expense begins with. */
export const newExpenseValues = (
  day: string,
  currency: string,
  rates: readonly TaxRate[],
  campaignId: string | null,
): ExpenseValues => ({
  ...{ day, supplier: "", category: "travel", amountMinor: "", currency },
  tax: taxChoices(rates)[0]?.value ?? other,
  ...{ taxPercent: "", campaignId, billable: false, markupPercent: "", description: "" },
})

export function expenseValues(expense: Expense, rates: readonly TaxRate[], locale: string): ExpenseValues {
  const key = keyOf(expense.taxCategory, expense.taxPercent)
  const known = taxChoices(rates).some(({ value }) => value === key)
  return {
    day: expense.day,
    supplier: expense.supplier,
    category: expense.category,
    amountMinor: writeMoney(expense.amountMinor, expense.currency, locale),
    currency: expense.currency,
    tax: known ? key : other,
    taxPercent: known ? "" : expense.taxPercent,
    campaignId: expense.campaign?.id ?? null,
    billable: expense.billable,
    markupPercent: expense.markupPercent === "0" ? "" : expense.markupPercent,
    description: expense.description ?? "",
  }
}

/** What was typed as a percentage. @throws AlphasError at the field for what is none. */
function percentOf(typed: string, field: string, locale: string): string {
  const percent = parseDecimal(typed, { locale, digits: 4 })
  if (percent === null) throw invalidFields({ [field]: "Write a percentage like 12.5." })
  return percent
}

function taxOf({ tax, taxPercent }: ExpenseValues, locale: string) {
  if (tax === other)
    return { taxCategory: "standard" as const, taxPercent: percentOf(taxPercent, "taxPercent", locale) }
  const [category = "", percent = "0"] = tax.split(" ")
  const taxCategory = taxCategories.find((each) => each === category) ?? "outside_scope"
  return { taxCategory, taxPercent: percent }
}

/** An expense as the API takes it. @throws AlphasError at the field for what it could not take. */
export function expenseForApi(values: ExpenseValues, locale: string) {
  const { day, supplier, category, currency, campaignId, description } = values
  const amountMinor = parseMoney(values.amountMinor, currency, locale)
  if (amountMinor === null)
    throw invalidFields({ amountMinor: `Enter an amount like ${writeMoney(12_345, currency, locale)}.` })
  const billable = values.billable && campaignId !== null
  const markupPercent =
    values.markupPercent.trim() === "" || !billable
      ? "0"
      : percentOf(values.markupPercent, "markupPercent", locale)
  return {
    ...{ day, supplier, category, currency, campaignId, billable, markupPercent, amountMinor },
    ...taxOf(values, locale),
    description: description.trim() || null,
  }
}
