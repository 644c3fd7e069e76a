import { declare } from "../entity"
import { taxCategoryLabels } from "../money/tax"
import { expenseCategoryLabels, expenseStateLabels } from "./words"

export const expenses = declare({
  expense: {
    one: "expense",
    many: "expenses",
    page: (id) => `/expenses/${id}`,
    title: "supplier",
    reach: { by: "person", permission: "expenses.read", through: "campaign" },
    history: "expenses.read",
    fields: {
      amountMinor: "Amount",
      billMinor: "To be billed",
      campaignId: "Campaign",
      counted: "Counted in the campaign",
      deletedAt: "Removed",
      markupPercent: "Markup in percent",
      netMinor: "Net amount",
      receipt: "Receipt",
      taxCategory: "Tax",
      taxMinor: "Tax amount",
      taxPercent: "Tax rate in percent",
      userId: "Person",
    },
    values: { state: expenseStateLabels, category: expenseCategoryLabels, taxCategory: taxCategoryLabels },
    verbs: {
      "expenses.create": "entered the expense",
      "expenses.update": "edited the expense",
      "expenses.submit": "submitted the expense",
      "expenses.withdraw": "withdrew the expense",
      "expenses.approve": "approved the expense",
      "expenses.reject": "rejected the expense",
      "expenses.reverse": "reversed the approval of the expense",
      "expenses.reimburse": "marked the expense as reimbursed",
      "expenses.remove": "removed the expense",
      "expenses.restore": "restored the expense",
      "expenses.receipts.attach": "added a receipt",
      "expenses.receipts.remove": "removed a receipt",
    },
    stale: ["expenses", "campaigns"],
  },
})
