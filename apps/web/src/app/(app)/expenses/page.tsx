import { may } from "@alphas/domain/permissions"
import type { Metadata } from "next"
import {
  expensesFilter,
  expensesQuery,
  standardExpenses,
  toDecideQuery,
} from "../../../features/expenses/expenses-address"
import { ExpensesPage } from "../../../features/expenses/expenses-page"
import { everybody } from "../../../features/users/everybody"
import { pageTrpc } from "../../../server/caller"
import { Hydrated, type PageProps, searchOf, signedIn } from "../../../server/page"
import { readAddress } from "../../../table/address"

export const metadata: Metadata = { title: "Expenses" }

export default async function Page({ searchParams }: PageProps) {
  const me = await signedIn("expenses.read")
  const address = readAddress(standardExpenses, await searchOf(searchParams))
  const trpc = pageTrpc()
  await Promise.all([
    trpc.expenses.list.prefetch(expensesQuery(address)),
    trpc.expenses.sums.prefetch(expensesFilter(address)),
    trpc.users.directory.prefetch(everybody),
    may(me.role, "expenses.approve") && trpc.expenses.list.prefetch(toDecideQuery),
  ])
  return (
    <Hydrated>
      <ExpensesPage />
    </Hydrated>
  )
}
