export const paymentMethods = ["bank_transfer", "card", "direct_debit", "cash", "other"] as const
export type PaymentMethod = (typeof paymentMethods)[number]

export const paymentMethodLabels: Record<PaymentMethod, string> = {
  bank_transfer: "Bank transfer",
  card: "Card",
  direct_debit: "Direct debit",
  cash: "Cash",
  other: "Other",
}

export const paymentKinds = ["payment", "refund"] as const
/** Money that came in, or went back. */
export type PaymentKind = (typeof paymentKinds)[number]
