import type { PaymentRow } from "@alphas/domain/payments/dto"

/** What a payment is called, for screen readers. */
export const nameOfPayment = ({ kind, client, day }: Pick<PaymentRow, "kind" | "client" | "day">): string =>
  `${kind === "refund" ? "Refund to" : "Payment of"} ${client.name}, ${day}`
