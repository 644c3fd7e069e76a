import { ExpensesLoading } from "../../../features/expenses/expenses-page"

export default function Loading() {
  return <ExpensesLoading />
}
