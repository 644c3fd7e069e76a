import { PaymentsLoading } from "../../../features/payments/payments-page"

export default function Loading() {
  return <PaymentsLoading />
}
