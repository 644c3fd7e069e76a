import { ById } from "@alphas/domain/ids"
import { IssueInvoice, ListInvoices, NewInvoice, UpdateInvoice } from "@alphas/domain/invoices/input"
import { mutation, query, router } from "../trpc"
import { issueInvoice } from "./issue"
import { listInvoices } from "./list"
import { getInvoice } from "./read"
import { createInvoice, updateInvoice } from "./write"

export const invoices = router({
  list: query("invoices.read").input(ListInvoices).query(listInvoices),
  get: query("invoices.read").input(ById).query(getInvoice),
  create: mutation("invoices.prepare").input(NewInvoice).mutation(createInvoice),
  update: mutation("invoices.prepare").input(UpdateInvoice).mutation(updateInvoice),
  issue: mutation("invoices.issue").input(IssueInvoice).mutation(issueInvoice),
})
