import { Id } from "@alphas/domain/ids"
import type { Metadata } from "next"
import { notFound } from "next/navigation"
import { ExpensePage } from "../../../../features/expenses/expense-page"
import { pageTrpc } from "../../../../server/caller"
import { Hydrated, orNotFound, signedIn } from "../../../../server/page"

interface Props {
  params: Promise<{ id: string }>
}

/** The expense, to whom may see it; a page that does not exist to everybody else. */
async function expenseOf(params: Props["params"]) {
  const id = Id.safeParse((await params).id)
  if (!id.success) notFound()
  await signedIn("expenses.read")
  return orNotFound(pageTrpc().expenses.get.fetch({ id: id.data }))
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await expenseOf(params)).supplier }
}

export default async function Page({ params }: Props) {
  const expense = await expenseOf(params)
  return (
    <Hydrated>
      <ExpensePage id={expense.id} />
    </Hydrated>
  )
}
