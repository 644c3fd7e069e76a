import { declare } from "../entity"

export const money = declare({
  billing_settings: {
    one: "billing settings",
    many: "billing settings",
    reach: { by: "role", permission: "billing.manage" },
    fields: {
      bic: "BIC",
      closedUntil: "Closed until",
      creditNotePattern: "Numbers of credit notes",
      firstMonth: "First month of the fiscal year",
      iban: "IBAN",
      invoicePattern: "Numbers of invoices",
      taxNumber: "Tax number",
      vatId: "VAT ID",
    },
    verbs: { "money.billing.update": "changed the billing settings" },
    stale: ["money", "invoices"],
  },
  client_billing: {
    one: "billing of a client",
    many: "billing of clients",
    reach: { by: "client", permission: "billing.manage" },
    parent: "client",
    fields: { vatId: "VAT ID", buyerReference: "Buyer reference", taxTreatment: "Tax treatment" },
    verbs: {
      "money.clientBilling.update": "changed how the client is billed",
      "clients.merge": "moved the billing to the merged client",
      "clients.undoMerge": "moved the billing back from the merged client",
    },
    stale: ["money.clientBilling", "invoices"],
  },
  exchange_rate: {
    one: "exchange rate",
    many: "exchange rates",
    reach: { by: "role", permission: "billing.manage" },
    verbs: {
      "money.rates.set": "entered an exchange rate",
      "money.rates.remove": "removed an exchange rate",
      "money.rates.importEcb": "imported exchange rates",
    },
    stale: ["money.rates"],
  },
})
