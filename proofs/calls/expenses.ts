import { makeExpense } from "@alphas/db/factories"
import { expenses, receipts } from "@alphas/db/schema/expenses"
import { settings } from "@alphas/db/schema/settings"
import { newId } from "@alphas/domain/ids"
import { eq, inArray, sql } from "drizzle-orm"
import type { Calls, Keeping, Making, Scene } from "./call"
import { now } from "./call"
import { listed } from "./clients"
import { finances } from "./secrets"
import type { Row as TimeRow, Shared as TimeShared } from "./time"
import {
  admins,
  agency,
  bookkeeping,
  decidesExpense,
  ownExpense,
  type Relation,
  type Role,
  readsExpense,
  tracksOn,
  writesExpense,
} from "./who"

export type Shared = TimeShared

/** Whose it is, whoever manages the campaign that it is for, finance and admins. */
const withExpense = (role: Role, relation: Relation) => readsExpense(role, relation) === "done"
const withOwn = (role: Role, relation: Relation) => ownExpense(role, relation) === "done"

export async function inRow(
  { db, secrets, plant, holderId: userId }: Making,
  { shared, row: { campaignId } }: { shared: Shared; row: TimeRow },
) {
  const amountMinor = secrets.amount()
  const priced = { amountMinor, netMinor: amountMinor, taxMinor: 0, taxPercent: "0" }
  const untaxed = { taxCategory: "outside_scope", campaignId } as const
  const make = (also: Parameters<typeof makeExpense>[1]) => makeExpense(db, { ...untaxed, ...also })
  const expense = await make({ ...priced, userId, supplier: secrets.word() })
  const removed = await make({ userId, deletedAt: now() })
  // Of somebody else, so that whoever may decide may decide it.
  const submitted = await make({ userId: shared.colleague.id, state: "submitted" })
  const file = { name: "receipt.pdf", type: "application/pdf", size: 1, sha256: "0".repeat(64) } as const
  const [receiptId, uploadId] = [newId(), newId()]
  await db.insert(receipts).values([
    { ...file, id: receiptId, expenseId: expense.id, addedBy: userId },
    { ...file, id: uploadId, expenseId: null, addedBy: userId },
  ])
  return {
    expenseId: plant(expense.id, "an expense", withExpense),
    expenseMinor: plant(amountMinor, "the amount of an expense", withExpense),
    supplier: plant(expense.supplier, "a supplier", withExpense),
    removedExpenseId: plant(removed.id, "a removed expense", withExpense),
    submittedExpenseId: plant(submitted.id, "an expense of a colleague", finances),
    receiptId: plant(receiptId, "a receipt", withExpense),
    uploadId: plant(uploadId, "an upload", withOwn),
  }
}
export type Row = TimeRow & Awaited<ReturnType<typeof inRow>>

export async function changeKept({ db, role, beyond }: Keeping<Row, Shared>) {
  const ids = [
    ...beyond(withExpense, (row) => row.expenseId),
    ...beyond(finances, (row) => row.submittedExpenseId),
  ]
  await db
    .update(expenses)
    .set({
      ...{ supplier: sql`reverse(supplier)`, day: sql`day - 1`, description: sql`gen_random_uuid()::text` },
      ...{ amountMinor: sql`amount_minor + 1`, netMinor: sql`net_minor + 1`, category: "other" },
    })
    .where(inArray(expenses.id, ids))
  await db
    .update(receipts)
    .set({ name: sql`reverse(name)` })
    .where(
      inArray(
        receipts.id,
        beyond(withExpense, (row) => row.receiptId),
      ),
    )
  // Up to what amount managers approve is for whoever enters expenses.
  if (role === "client_viewer")
    await db.update(settings).set({ expenseLimitMinor: sql`expense_limit_minor + 1` })
}

const versioned = (row: Row) => ({ id: row.expenseId, version: 1 })
const answered = (row: Row) => ({ id: row.submittedExpenseId, version: 1 })
const fields = {
  day: "2026-05-04",
  supplier: "New",
  category: "travel",
  currency: "EUR",
  amountMinor: 1,
} as const

/** An expense of a colleague that was approved. */
async function approved({ db, row }: Scene<Row, Shared>) {
  const conversion = { from: "EUR", to: "EUR", steps: [] }
  await db
    .update(expenses)
    .set({ state: "approved", countedMinor: 0, countedCurrency: "EUR", conversion })
    .where(eq(expenses.id, row.submittedExpenseId))
  return answered(row)
}

export const calls: Calls<"expenses", Row, Shared> = {
  list: {
    input: () => ({ limit: 200 }),
    row: readsExpense,
    shows: listed<Row>((row) => row.expenseId),
    holds: ({ expenseMinor, supplier }) => [expenseMinor, supplier],
  },
  sums: { input: () => ({}), role: agency },
  get: {
    input: ({ row }) => ({ id: row.expenseId }),
    row: readsExpense,
    holds: ({ expenseMinor, supplier, receiptId }) => [expenseMinor, supplier, receiptId],
  },
  create: [
    { input: ({ row }) => ({ ...fields, campaignId: row.campaignId }), row: tracksOn },
    { input: ({ row }) => ({ ...fields, receiptIds: [row.uploadId] }), row: ownExpense },
  ],
  update: {
    input: ({ row }) => ({ ...versioned(row), changes: { description: "New" } }),
    row: writesExpense,
  },
  remove: { input: ({ row }) => versioned(row), row: ownExpense },
  restore: { input: ({ row }) => ({ id: row.removedExpenseId, version: 1 }), row: ownExpense },
  submit: { input: ({ row }) => versioned(row), row: ownExpense },
  withdraw: {
    input: async ({ db, row }) => {
      await db.update(expenses).set({ state: "submitted" }).where(eq(expenses.id, row.expenseId))
      return versioned(row)
    },
    row: ownExpense,
  },
  approve: [
    {
      input: async ({ db, row }) => {
        await db.update(settings).set({ expenseLimitMinor: 1_000_000 })
        return answered(row)
      },
      row: decidesExpense,
    },
    {
      // Nobody approves their own, whatever their role.
      input: async ({ db, row }) => {
        await db.update(settings).set({ expenseLimitMinor: 10_000_000_000_000 })
        await db.update(expenses).set({ state: "submitted" }).where(eq(expenses.id, row.expenseId))
        return versioned(row)
      },
      row: (role, relation) => (relation === "own" ? "forbidden" : decidesExpense(role, relation)),
    },
  ],
  reject: { input: ({ row }) => ({ ...answered(row), reason: "No" }), row: decidesExpense },
  reverse: { input: async (scene) => ({ ...(await approved(scene)), reason: "No" }), role: bookkeeping },
  reimburse: { input: approved, role: bookkeeping },
  receipts: {
    attach: {
      input: ({ row, spare }) => ({ ...versioned(row), receiptIds: [spare.uploadId] }),
      row: writesExpense,
    },
    remove: {
      input: ({ row }) => ({ ...versioned(row), receiptId: row.receiptId }),
      row: writesExpense,
    },
  },
  rules: {
    get: { input: () => ({}), role: agency },
    update: {
      input: async ({ db }) => {
        const [{ version, limitMinor } = { version: 0, limitMinor: 0 }] = await db
          .select({ version: settings.version, limitMinor: settings.expenseLimitMinor })
          .from(settings)
        return { version, limitMinor: limitMinor === 1 ? 2 : 1 }
      },
      role: admins,
    },
  },
}
