import { declare } from "../entity"
import { paymentMethodLabels } from "./words"

export const payments = declare({
  payment: {
    one: "payment",
    many: "payments",
    reach: { by: "client", permission: "payments.read" },
    parent: "client",
    fields: { clientId: "Client", minor: "Amount", reversedAt: "Reversed" },
    values: { method: paymentMethodLabels },
    verbs: {
      "payments.record": "recorded a payment",
      "payments.refund": "recorded a refund",
      "payments.applyCredit": "used the client's credit",
      "payments.reverse": ({ kind }) => `reversed a ${kind?.after === "refund" ? "refund" : "payment"}`,
      "clients.merge": "moved a payment to the merged client",
      "clients.undoMerge": "moved a payment back from the merged client",
    },
    stale: ["payments", "invoices"],
  },
})
