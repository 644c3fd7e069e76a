import { declare } from "../entity"
import { invoiceStateLabels } from "./words"

const page = (id: string) => `/invoices/${id}`
const fields = {
  buyerReference: "Buyer reference",
  clientId: "Client",
  creditsId: "Invoice",
  dueDay: "Due day",
  issueDay: "Issue day",
  netMinor: "Net",
  openMinor: "Open",
  payableMinor: "Payable",
  periodFrom: "Period from",
  periodTo: "Period to",
  settledMinor: "Settled",
  taxReason: "Reason for no tax",
  sentAt: "Sent",
  viewedAt: "Viewed",
}

export const invoices = declare({
  invoice: {
    one: "invoice",
    many: "invoices",
    page,
    title: "number",
    reach: { by: "client", permission: "invoices.read" },
    parent: "client",
    history: "invoices.prepare",
    fields,
    values: { state: invoiceStateLabels },
    verbs: {
      "invoices.issue": ({ kind }) =>
        kind === undefined
          ? "settled it with a credit note"
          : `issued the ${kind.after === "credit_note" ? "credit note" : "invoice"}`,
      "invoices.void": ({ kind, state }) =>
        kind !== undefined
          ? "issued the credit note"
          : state?.after === "void"
            ? "voided the invoice"
            : "used the credit note to void the invoice",
      "invoices.send": "sent it by email",
      "invoices.markViewed": "viewed the invoice",
      "payments.record": "settled it with a payment",
      "payments.applyCredit": "settled it with credit",
      "payments.refund": "paid it out",
      "payments.reverse": "took back what had settled it",
      "clients.merge": "moved an invoice to the merged client",
      "clients.undoMerge": "moved an invoice back from the merged client",
    },
    stale: ["invoices", "payments"],
  },
  // A draft and what becomes of it have one id; client viewers hear of it only once it is issued.
  invoice_draft: {
    one: "draft",
    many: "drafts",
    page,
    reach: { by: "client", permission: "invoices.prepare" },
    parent: "client",
    stageOf: "invoice",
    fields,
    verbs: {
      "invoices.create": "created a draft",
      "invoices.copy": "created a draft from a copy",
      "invoices.creditNotes.create": "created a draft of a credit note",
      "invoices.update": "edited the draft",
      "invoices.remove": "removed the draft",
      "clients.merge": "moved a draft to the merged client",
      "clients.undoMerge": "moved a draft back from the merged client",
    },
    stale: ["invoices"],
  },
})
