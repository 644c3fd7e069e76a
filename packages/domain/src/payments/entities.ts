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
      "clients.merge": "moved a payment to the merged client",
      "clients.undoMerge": "moved a payment back from the merged client",
    },
    stale: ["invoices"],
  },
})
