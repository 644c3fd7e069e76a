import { invoices } from "@alphas/db/schema/invoices"
import { slot } from "@alphas/db/statement"
import type { InvoiceSums } from "@alphas/domain/invoices/dto"
import type { SumInvoices } from "@alphas/domain/invoices/input"
import { sql } from "drizzle-orm"
import { today } from "../agency"
import type { QueryArgs } from "../trpc"
import { filtersOn, invoiceList, isOpen } from "./list"

const signed = (
  amount: typeof invoices.netMinor | typeof invoices.payableMinor | typeof invoices.openMinor,
) => sql`sum(case when ${invoices.kind} = 'invoice' then ${amount} else -${amount} end)::float8`

const sums = {
  count: sql`count(*)::int`,
  netMinor: signed(invoices.netMinor),
  payableMinor: signed(invoices.payableMinor),
  openMinor: signed(invoices.openMinor),
  overdueMinor: sql`coalesce(sum(${invoices.openMinor}) filter (where ${isOpen}
    and ${invoices.listDueDay} < ${slot("asked on")}::text::date), 0)::float8`,
}

/** Sums of the documents that the filters let pass and the caller may see, a currency each. */
export async function sumInvoices({ ctx, input }: QueryArgs<typeof SumInvoices>): Promise<InvoiceSums[]> {
  const day = await today(ctx.db)
  return invoiceList.sums<InvoiceSums>(ctx.services.sql, ctx.identity.viewer, filtersOn(input, day), {
    by: { currency: sql`${invoices.currency}` },
    sums,
    values: { "asked on": day },
  })
}
