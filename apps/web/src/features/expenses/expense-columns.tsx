import type { ExpenseRow } from "@alphas/domain/expenses/dto"
import { expenseCategoryLabels } from "@alphas/domain/expenses/words"
import { Text } from "@mantine/core"
import { IconPaperclip } from "@tabler/icons-react"
import { Money } from "../../format/money-text"
import { Day, When } from "../../format/time"
import type { Column } from "../../table/column"
import { RowGlow } from "../../table/row-link"
import { ExpenseBadge } from "./expense-badge"
import classes from "./expenses.module.css"

const supplier: Column<ExpenseRow> = {
  ...{ id: "supplier", header: "Supplier", width: 220, sort: "supplier" },
  cell: (expense) => (
    <>
      <RowGlow id={expense.id} />
      {expense.supplier}
    </>
  ),
}
const receipts: Column<ExpenseRow> = {
  ...{ id: "receipts", header: "Receipts", width: 90, card: "none" },
  cell: ({ receiptCount }) =>
    receiptCount === 0 ? (
      <Text component="span" size="xs" c="dimmed">
        None
      </Text>
    ) : (
      <span className={classes.clip}>
        <IconPaperclip size={14} stroke={1.6} aria-hidden />
        {receiptCount}
      </span>
    ),
}
const day: Column<ExpenseRow> = {
  ...{ id: "day", header: "Day", width: 120, sort: "day" },
  cell: (expense) => <Day day={expense.day} />,
}
const person: Column<ExpenseRow> = {
  ...{ id: "person", header: "Person", width: 150 },
  cell: (expense) => expense.person.name,
}
const category: Column<ExpenseRow> = {
  ...{ id: "category", header: "Category", width: 170, card: "none" },
  cell: (expense) => expenseCategoryLabels[expense.category],
}
const campaign: Column<ExpenseRow> = {
  ...{ id: "campaign", header: "Campaign", width: 220 },
  cell: (expense) =>
    expense.campaign?.name ?? (
      <Text component="span" size="sm" c="dimmed">
        Internal
      </Text>
    ),
}
const state: Column<ExpenseRow> = {
  ...{ id: "state", header: "State", width: 120 },
  cell: (expense) => <ExpenseBadge state={expense.state} />,
}
const amount: Column<ExpenseRow> = {
  ...{ id: "amount", header: "Amount", width: 130, sort: "amount", align: "right", card: "aside" },
  cell: ({ amountMinor, currency }) => <Money minor={amountMinor} currency={currency} />,
}
const further: Column<ExpenseRow>[] = [
  {
    ...{ id: "net", header: "Net", width: 120, align: "right", card: "none", hidden: true },
    cell: ({ netMinor, currency }) => <Money minor={netMinor} currency={currency} />,
  },
  {
    ...{ id: "bill", header: "To be billed", width: 130, align: "right", card: "none", hidden: true },
    cell: ({ billMinor, currency }) =>
      billMinor === null ? null : <Money minor={billMinor} currency={currency} />,
  },
  {
    ...{ id: "createdAt", header: "Entered", width: 120, sort: "createdAt", card: "none", hidden: true },
    cell: (expense) => <When at={expense.createdAt} />,
  },
]

/** The columns of a list of expenses; what is shown at first fits 1,440 pixels. */
export const expenseColumns: Column<ExpenseRow>[] = [
  ...[supplier, day, person, category, campaign, receipts, state, amount],
  ...further,
]

/** The columns where everything is one's own. */
export const columnsOfOwn = expenseColumns.filter((column) => column !== person)
/** The columns where it need not be said which campaign it is. */
export const columnsOfCampaign = [supplier, day, person, category, receipts, state, amount]
/** The columns of what waits for approval. */
export const columnsToDecide: Column<ExpenseRow>[] = [
  ...[supplier, person, day],
  ...[
    { ...campaign, width: 190 },
    { ...category, width: 150 },
    { ...receipts, width: 80 },
  ],
  amount,
]
