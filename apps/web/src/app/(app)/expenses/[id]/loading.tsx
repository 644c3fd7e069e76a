import { ExpenseLoading } from "../../../../features/expenses/expense-skeleton"

export default function Loading() {
  return <ExpenseLoading />
}
