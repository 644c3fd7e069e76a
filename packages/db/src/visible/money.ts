import { billingSettings, clientBilling, exchangeRates } from "../schema/money"
import { entityTable } from "./grants"

export const moneyTables = {
  billingSettings: entityTable("billing_settings", billingSettings, {}),
  clientBilling: entityTable("client_billing", clientBilling, { client: clientBilling.clientId }),
  exchangeRates: entityTable("exchange_rate", exchangeRates, {}),
}
