import { Id } from "@alphas/domain/ids"
import { may } from "@alphas/domain/permissions"
import type { Metadata } from "next"
import { notFound } from "next/navigation"
import { nameOfInvoice } from "../../../../features/invoices/invoice-words"
import { pageTrpc } from "../../../../server/caller"
import { Hydrated, orNotFound, signedIn } from "../../../../server/page"
import { Invoice } from "./invoice"

interface Props {
  params: Promise<{ id: string }>
}

/** The invoice, to whom may see it; a page that does not exist to everybody else. */
async function invoiceOf(params: Props["params"]) {
  const id = Id.safeParse((await params).id)
  if (!id.success) notFound()
  const me = await signedIn("invoices.read")
  const asked = pageTrpc().invoices.get.fetch({ id: id.data })
  return { me, invoice: await orNotFound(asked) }
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: nameOfInvoice((await invoiceOf(params)).invoice) }
}

export default async function Page({ params }: Props) {
  const { me, invoice } = await invoiceOf(params)
  if (invoice.state === "draft" && may(me.role, "invoices.prepare"))
    await pageTrpc().invoices.defaults.prefetch({ clientId: invoice.client.id })
  return (
    <Hydrated>
      <Invoice id={invoice.id} />
    </Hydrated>
  )
}
