import {
  ApplyCredit,
  BalancesOf,
  ListPayments,
  NewPayment,
  NewRefund,
  ReversePayment,
} from "@alphas/domain/payments/input"
import { mutation, query, router } from "../trpc"
import { applyCredit } from "./apply"
import { balancesOf } from "./balances"
import { listPayments } from "./list"
import { recordPayment, recordRefund } from "./record"
import { reversePayment } from "./reverse"

export const payments = router({
  list: query("payments.read").input(ListPayments).query(listPayments),
  balances: query("payments.read").input(BalancesOf).query(balancesOf),
  record: mutation("payments.record").input(NewPayment).mutation(recordPayment),
  applyCredit: mutation("payments.record").input(ApplyCredit).mutation(applyCredit),
  refund: mutation("payments.record").input(NewRefund).mutation(recordRefund),
  reverse: mutation("payments.record").input(ReversePayment).mutation(reversePayment),
})
