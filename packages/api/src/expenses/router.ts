import {
  AnswerExpense,
  AttachReceipts,
  ListExpenses,
  NewExpense,
  RemoveReceipt,
  StepExpense,
  SumExpenses,
  UpdateExpense,
  UpdateExpenseRules,
} from "@alphas/domain/expenses/input"
import { ById, Nothing, Versioned } from "@alphas/domain/ids"
import { mutation, query, router } from "../trpc"
import { listExpenses, sumExpenses } from "./list"
import { getExpense, getRules } from "./read"
import { attachReceipts, removeReceipt } from "./receipts"
import { updateRules } from "./rules"
import {
  approveExpense,
  reimburseExpense,
  rejectExpense,
  reverseExpense,
  submitExpense,
  withdrawExpense,
} from "./steps"
import { createExpense, removeExpense, restoreExpense, updateExpense } from "./write"

export const expenses = router({
  list: query("expenses.read").input(ListExpenses).query(listExpenses),
  sums: query("expenses.read").input(SumExpenses).query(sumExpenses),
  get: query("expenses.read").input(ById).query(getExpense),
  create: mutation("expenses.own").input(NewExpense).mutation(createExpense),
  update: mutation("expenses.own").input(UpdateExpense).mutation(updateExpense),
  remove: mutation("expenses.own").input(Versioned).mutation(removeExpense),
  restore: mutation("expenses.own").input(Versioned).mutation(restoreExpense),
  submit: mutation("expenses.own").input(StepExpense).mutation(submitExpense),
  withdraw: mutation("expenses.own").input(StepExpense).mutation(withdrawExpense),
  approve: mutation("expenses.approve").input(StepExpense).mutation(approveExpense),
  reject: mutation("expenses.approve").input(AnswerExpense).mutation(rejectExpense),
  reverse: mutation("expenses.manage").input(AnswerExpense).mutation(reverseExpense),
  reimburse: mutation("expenses.manage").input(StepExpense).mutation(reimburseExpense),
  receipts: router({
    attach: mutation("expenses.own").input(AttachReceipts).mutation(attachReceipts),
    remove: mutation("expenses.own").input(RemoveReceipt).mutation(removeReceipt),
  }),
  rules: router({
    get: query("expenses.own").input(Nothing).query(getRules),
    update: mutation("settings.manage").input(UpdateExpenseRules).mutation(updateRules),
  }),
})
