import { makeInvoice, makeSeller } from "@alphas/db/money-factories"
import { invoiceLines, invoices } from "@alphas/db/schema/invoices"
import { inArray, sql } from "drizzle-orm"
import type { Calls, Founding, Keeping, Making } from "./call"
import type { Shared } from "./campaigns"
import { listed } from "./clients"
import { orAudit, type Sees } from "./secrets"
import type { Row as TasksRow } from "./tasks"
import { bookkeepsClient, preparesInvoice, readsInvoice } from "./who"

export async function inAgency({ db }: Founding) {
  await makeSeller(db)
  return {}
}

/** Issued ones: finance, admins, managers of assigned clients, and the client's own viewers. */
const withInvoice: Sees = orAudit((role, relation) => readsInvoice(role, relation) === "done")
/** Drafts are not the client's. */
const withDraft: Sees = (role, relation) => role !== "client_viewer" && withInvoice(role, relation)

export async function inRow({ db, secrets, plant }: Making, { clientId, campaignId }: TasksRow) {
  const [payable, draftPayable] = [secrets.amount(), secrets.amount()]
  const lineOf = (minor: number) => ({
    ...({ unitPrice: (minor / 100).toFixed(2), taxCategory: "zero", taxPercent: "0" } as const),
    campaignId,
  })
  const invoice = await makeInvoice(db, { clientId, state: "issued" }, lineOf(payable))
  const draft = await makeInvoice(db, { clientId }, lineOf(draftPayable))
  return {
    invoiceId: plant(invoice.id, "an invoice", withInvoice),
    payableMinor: plant(payable, "the total of an invoice", withInvoice),
    draftId: plant(draft.id, "a draft of an invoice", withDraft),
    draftPayableMinor: plant(draftPayable, "the total of a draft", withDraft),
  }
}
export type Row = TasksRow & Awaited<ReturnType<typeof inRow>>

export async function changeKept({ db, beyond }: Keeping<Row, Shared>) {
  for (const [sees, id] of [
    [withInvoice, (row: Row) => row.invoiceId],
    [withDraft, (row: Row) => row.draftId],
  ] as const) {
    const unseen = beyond(sees, id)
    await db
      .update(invoices)
      .set({
        ...{ note: sql`gen_random_uuid()::text`, number: sql`reverse(number)`, currency: "CHF" },
        ...{ payableMinor: sql`payable_minor + 1`, netMinor: sql`net_minor + 1` },
        ...{ issueDay: sql`issue_day - 1`, dueDay: sql`due_day - 1` },
      })
      .where(inArray(invoices.id, unseen))
    await db
      .update(invoiceLines)
      .set({ description: sql`gen_random_uuid()::text`, unitPrice: sql`unit_price + 1` })
      .where(inArray(invoiceLines.invoiceId, unseen))
  }
}

const newLine = { description: "Work", unitPrice: "10" }
const ofDraft = (row: Row) => ({ id: row.draftId, version: 1 })

export const calls: Calls<"invoices", Row, Shared> = {
  list: [
    {
      input: () => ({ limit: 200 }),
      row: readsInvoice,
      shows: listed<Row>((row) => row.invoiceId),
      holds: ({ clientId, payableMinor }) => [clientId, payableMinor],
    },
    {
      input: () => ({ limit: 200, state: ["draft"] }),
      row: preparesInvoice("not_found"),
      shows: listed<Row>((row) => row.draftId),
    },
  ],
  sums: {
    input: () => ({}),
    role: (role) => (role === "team_member" ? "forbidden" : "done"),
  },
  defaults: { input: ({ row }) => ({ clientId: row.clientId }), row: preparesInvoice() },
  get: [
    {
      input: ({ row }) => ({ id: row.invoiceId }),
      row: readsInvoice,
      holds: ({ clientId, payableMinor, campaignId }) => [clientId, payableMinor, campaignId],
    },
    {
      input: ({ row }) => ({ id: row.draftId }),
      row: preparesInvoice("not_found"),
      holds: ({ draftPayableMinor }) => [draftPayableMinor],
    },
  ],
  create: {
    input: ({ row }) => ({ clientId: row.clientId, lines: [{ ...newLine, campaignId: row.campaignId }] }),
    row: preparesInvoice(),
  },
  update: {
    input: ({ row }) => ({
      ...ofDraft(row),
      changes: { lines: [{ ...newLine, campaignId: row.campaignId }] },
    }),
    row: preparesInvoice(),
  },
  copy: { input: ({ row }) => ({ id: row.invoiceId }), row: preparesInvoice() },
  remove: { input: ({ row }) => ofDraft(row), row: preparesInvoice() },
  void: {
    input: ({ row }) => ({ id: row.invoiceId, version: 1, reason: "Wrong client" }),
    row: bookkeepsClient,
  },
  send: {
    input: ({ row }) => ({ id: row.invoiceId, version: 1, emails: ["pay@example.com"] }),
    row: bookkeepsClient,
  },
  markViewed: { input: ({ row }) => ({ id: row.invoiceId }), row: readsInvoice, onlyAnswers: true },
  creditNotes: {
    create: { input: ({ row }) => ({ id: row.invoiceId }), row: preparesInvoice() },
  },
  issue: {
    // A draft of its own: once it is issued, the client's viewers may know of it.
    input: async ({ db, row: { clientId } }) => {
      const { id } = await makeInvoice(db, { clientId })
      return { id, version: 1 }
    },
    row: bookkeepsClient,
  },
}
