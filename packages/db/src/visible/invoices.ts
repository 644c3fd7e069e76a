import { type Permission, scopeOf } from "@alphas/domain/permissions"
import { type SQL, sql } from "drizzle-orm"
import { invoiceLines, invoices, numberSeries } from "../schema/invoices"
import { anyOf, type Entities, entityTable, hangingOn, nobodys, type Viewer } from "./grants"

const whole = entityTable("invoice", invoices, { client: invoices.clientId })

/** What of the rows within reach of `permission` is not a draft, or is one that the viewer may prepare. */
function ready(viewer: Viewer, permission: Permission): SQL {
  const prepares = scopeOf(viewer.role, "invoices.prepare")
  if (prepares === "all" || prepares === scopeOf(viewer.role, permission)) return sql`true`
  const issued = sql`${invoices.state} <> 'draft'`
  return prepares === null ? issued : sql`(${issued} or ${anyOf(whole.grants(viewer, "invoices.prepare"))})`
}

/** Invoices and credit notes; drafts only for whoever prepares them. */
export const allInvoices: Entities<typeof invoices> & { entity: "invoice" } = {
  ...whole,
  entity: "invoice",
  visible: (viewer, permission = "invoices.read") =>
    sql`(${whole.visible(viewer, permission)} and ${ready(viewer, permission)})`,
}

export const invoicesTables = {
  invoices: allInvoices,
  invoiceLines: hangingOn(
    invoiceLines,
    invoiceLines.invoiceId,
    allInvoices,
    invoices.id,
    "they see the invoice",
  ),
  numberSeries: nobodys(numberSeries),
}
