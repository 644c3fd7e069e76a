import { ById, Versioned } from "@alphas/domain/ids"
import {
  InvoiceFor,
  IssueInvoice,
  ListInvoices,
  NewCreditNote,
  NewInvoice,
  SendInvoice,
  SumInvoices,
  UpdateInvoice,
  VoidInvoice,
} from "@alphas/domain/invoices/input"
import { mutation, query, router } from "../trpc"
import { copyInvoice, removeInvoice } from "./copy"
import { createCreditNote, voidInvoice } from "./credit-notes"
import { issueInvoice } from "./issue"
import { listInvoices } from "./list"
import { getInvoice } from "./read"
import { sendInvoice } from "./send"
import { sumInvoices } from "./sums"
import { defaultsFor, markViewed } from "./view"
import { createInvoice, updateInvoice } from "./write"

export const invoices = router({
  list: query("invoices.read").input(ListInvoices).query(listInvoices),
  sums: query("invoices.read").input(SumInvoices).query(sumInvoices),
  get: query("invoices.read").input(ById).query(getInvoice),
  defaults: query("invoices.prepare").input(InvoiceFor).query(defaultsFor),
  create: mutation("invoices.prepare").input(NewInvoice).mutation(createInvoice),
  update: mutation("invoices.prepare").input(UpdateInvoice).mutation(updateInvoice),
  copy: mutation("invoices.prepare").input(ById).mutation(copyInvoice),
  remove: mutation("invoices.prepare").input(Versioned).mutation(removeInvoice),
  issue: mutation("invoices.issue").input(IssueInvoice).mutation(issueInvoice),
  send: mutation("invoices.issue").input(SendInvoice).mutation(sendInvoice),
  void: mutation("invoices.issue").input(VoidInvoice).mutation(voidInvoice),
  markViewed: mutation("invoices.read").input(ById).mutation(markViewed),
  creditNotes: router({
    create: mutation("invoices.prepare").input(NewCreditNote).mutation(createCreditNote),
  }),
})
