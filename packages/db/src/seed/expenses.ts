import { createHash } from "node:crypto"
import { amountsOf } from "@alphas/domain/expenses/amounts"
import type { ExpenseState, ExpenseStep } from "@alphas/domain/expenses/words"
import { amountText } from "@alphas/domain/money/amount-text"
import type { Faker } from "@faker-js/faker"
import type { expenses, receipts } from "../schema/expenses"
import { day, idAt, iso } from "./calendar"
import type { CampaignRows, NewCampaignRow } from "./campaign-rows"
import { tinyPdf, tinyPng } from "./receipt-files"
import { changeOf, created, type NewChangeRow } from "./rows"
import type { NewUserRow } from "./staff"
import { internalCategories, rejections, type Supplier, suppliers } from "./words-expenses"

export type NewExpense = typeof expenses.$inferInsert & { id: string; createdAt: string }
/** A receipt with its bytes, which lie elsewhere than in the database. */
export interface NewReceipt {
  row: typeof receipts.$inferInsert
  bytes: Buffer
}

export interface ExpenseRows {
  expenses: NewExpense[]
  receipts: NewReceipt[]
  log: NewChangeRow[]
}

const hour = 60 * 60 * 1000
/** Up to what managers of the demo agency approve, in minor units of EUR. */
export const demoLimit = 50_000
/** So many of them have a receipt. */
const withReceipts = 120

interface Spent {
  supplier: Supplier
  person: NewUserRow
  /** Null for what the agency spent on itself. */
  campaign: NewCampaignRow | null
  at: number
}

/**
 * `count` expenses of the year before `now`, in every state: the older, the further. What is approved is added to the
 * actuals of its campaign.
 */
export function expenseRows(
  random: Faker,
  staff: readonly NewUserRow[],
  work: CampaignRows,
  count: number,
  now: number,
): ExpenseRows {
  const made: ExpenseRows = { expenses: [], receipts: [], log: [] }
  const bookkeepers = staff.filter(({ role }) => role === "finance")
  const people = new Map(staff.map((person) => [person.id, person]))
  const crews = crewsOf(work, people)
  for (let tries = 0; made.expenses.length < count && tries < count * 20; tries++) {
    const spent = spend(random, staff, work, crews, now)
    if (spent !== null) enter(random, made, spent, { people, bookkeepers, now })
  }
  return made
}

/** Who works on each campaign. */
function crewsOf({ members }: CampaignRows, people: ReadonlyMap<string, NewUserRow>) {
  const crews = new Map<string, NewUserRow[]>()
  for (const { campaignId, userId } of members) {
    const person = people.get(userId)
    if (person !== undefined) crews.set(campaignId, [...(crews.get(campaignId) ?? []), person])
  }
  return crews
}

/** What somebody spent one day; null where nobody could have. */
function spend(
  random: Faker,
  staff: readonly NewUserRow[],
  { campaigns }: CampaignRows,
  crews: ReadonlyMap<string, NewUserRow[]>,
  now: number,
): Spent | null {
  const internal = random.number.int(99) < 18
  const campaign = internal ? null : random.helpers.arrayElement(campaigns)
  const crew = campaign === null ? staff : (crews.get(campaign.id) ?? [])
  if (crew.length === 0) return null
  const person = random.helpers.arrayElement(crew)
  const from = Math.max(
    now - 365 * day,
    Date.parse(person.createdAt) + day,
    campaign === null ? 0 : Math.max(Date.parse(campaign.startDay), Date.parse(campaign.createdAt) + day),
  )
  const to = Math.min(now - day, campaign === null ? now : Date.parse(campaign.endDay))
  if (to - from < day) return null
  const among = internal
    ? suppliers.filter(({ category }) => internalCategories.includes(category))
    : suppliers
  // More of what is new: it is what waits.
  const share = Math.sqrt(random.number.float())
  return {
    ...{ supplier: random.helpers.arrayElement(among), person, campaign },
    at: Math.floor((from + (to - from) * share) / day) * day,
  }
}

interface Setting {
  people: ReadonlyMap<string, NewUserRow>
  bookkeepers: readonly NewUserRow[]
  now: number
}

function enter(random: Faker, made: ExpenseRows, spent: Spent, setting: Setting): void {
  const { supplier, person, campaign, at } = spent
  const createdAt = at + random.number.int({ min: 9 * 60, max: 17 * 60 }) * 60_000
  if (createdAt >= setting.now) return
  const digits = random.number.int(99)
  const amountMinor = random.number.int({ min: supplier.from, max: supplier.to }) * 100 + digits
  const billable = campaign !== null && random.number.int(99) < 55
  const priced = {
    amountMinor,
    taxPercent: supplier.percent,
    billable,
    markupPercent: billable && random.number.int(99) < 40 ? "10" : "0",
  }
  const expense: NewExpense = {
    id: idAt(random, createdAt),
    userId: person.id,
    campaignId: campaign?.id ?? null,
    day: iso(at).slice(0, 10),
    supplier: supplier.name,
    category: supplier.category,
    description: random.helpers.arrayElement(supplier.for),
    currency: campaign?.currency ?? "EUR",
    ...priced,
    taxCategory: supplier.percent === "0" ? "exempt" : "standard",
    ...amountsOf(priced),
    state: "draft",
    reason: null,
    ...{ submittedAt: null, decidedBy: null, decidedAt: null, reimbursedBy: null, reimbursedAt: null },
    ...{ countedMinor: null, countedCurrency: null, conversion: null },
    createdAt: iso(createdAt),
    updatedAt: iso(createdAt),
    version: 1,
  }
  made.expenses.push(expense)
  const note = noteOf(made, expense, campaign)
  note("create", createdAt, person.id, created(expense, createdFields))
  if (made.receipts.length < withReceipts && random.number.int(99) < 55)
    made.receipts.push(receiptOf(random, expense, createdAt))
  follow(random, expense, spent, setting, note)
}

const createdFields = [
  ...(["day", "supplier", "category", "description", "currency", "amountMinor"] as const),
  ...(["taxCategory", "taxPercent", "campaignId", "billable", "markupPercent"] as const),
]

type Note = (verb: ExpenseStep | "create", at: number, by: string, fields: NewChangeRow["fields"]) => void

const noteOf =
  (made: ExpenseRows, { id, userId }: NewExpense, campaign: NewCampaignRow | null): Note =>
  (verb, at, actorId, fields) => {
    const done = { at, actorId, verb: `expenses.${verb}` }
    const clientId = campaign?.clientId ?? null
    made.log.push(changeOf(done, "expense", id, clientId, fields ?? {}, [userId], campaign?.id ?? null))
  }

/** Takes the steps that an expense of that age has behind it. */
function follow(random: Faker, expense: NewExpense, spent: Spent, setting: Setting, note: Note): void {
  const { person, campaign } = spent
  const { now, people, bookkeepers } = setting
  const stays = random.number.int(99)
  let at = Date.parse(expense.createdAt)
  /** Goes on in time; false when that is yet to come. */
  const passes = (hours: number): boolean => {
    at += hours * hour + random.number.int(3_599) * 1_000
    return at < now
  }
  const step = (verb: ExpenseStep, to: ExpenseState, by: string, values: Partial<NewExpense>) => {
    const before = expense.state
    Object.assign(expense, values, { state: to, updatedAt: iso(at), version: (expense.version ?? 1) + 1 })
    const { countedMinor, countedCurrency, reason } = values
    note(verb, at, by, {
      state: { before, after: to },
      ...(countedMinor == null || countedCurrency == null
        ? {}
        : { counted: { before: null, after: amountText(countedMinor, countedCurrency) } }),
      ...(reason == null ? {} : { reason: { after: reason } }),
    })
  }
  const there = (each: NewUserRow) => each.id !== person.id && Date.parse(each.createdAt) < at
  if (stays < 4 || !passes(random.number.int({ min: 0, max: 30 }))) return
  step("submit", "submitted", person.id, { submittedAt: iso(at) })
  if (!passes(random.number.int({ min: 20, max: 240 }))) return
  const manager = campaign?.managerId == null ? undefined : people.get(campaign.managerId)
  const finance = bookkeepers.filter(there)
  const led = manager?.role === "manager" && there(manager) && expense.amountMinor <= demoLimit
  const decider = led ? manager : finance.length > 0 ? random.helpers.arrayElement(finance) : undefined
  if (decider === undefined) return
  const decided = { decidedBy: decider.id, decidedAt: iso(at) }
  if (stays < 12) {
    const reason = random.helpers.arrayElement(rejections)
    step("reject", "rejected", decider.id, { ...decided, reason })
    return
  }
  const { netMinor, currency } = expense
  const counted =
    campaign === null
      ? {}
      : {
          countedMinor: netMinor,
          countedCurrency: currency,
          conversion: { from: currency, to: currency, steps: [] },
        }
  step("approve", "approved", decider.id, { ...decided, ...counted })
  if (campaign !== null) campaign.expensesMinor = (campaign.expensesMinor ?? 0) + netMinor
  if (!passes(random.number.int({ min: 100, max: 400 })) || stays < 30) return
  const [payer] = finance
  if (payer !== undefined && payer.id !== person.id)
    step("reimburse", "reimbursed", payer.id, { reimbursedBy: payer.id, reimbursedAt: iso(at) })
}

function receiptOf(random: Faker, expense: NewExpense, at: number): NewReceipt {
  const isPdf = random.number.int(1) === 0
  const amount = `${(expense.amountMinor / 100).toFixed(2)} ${expense.currency}`
  const bytes = isPdf
    ? tinyPdf([expense.supplier, expense.day, expense.description ?? "", `Total ${amount}`])
    : tinyPng(Array.from({ length: 12 }, () => random.number.float({ min: 0.3, max: 1 })))
  return {
    bytes,
    row: {
      id: idAt(random, at),
      expenseId: expense.id,
      name: isPdf ? "receipt.pdf" : "receipt.png",
      type: isPdf ? "application/pdf" : "image/png",
      size: bytes.length,
      sha256: createHash("sha256").update(bytes).digest("hex"),
      addedBy: expense.userId,
      addedAt: iso(at),
    },
  }
}
