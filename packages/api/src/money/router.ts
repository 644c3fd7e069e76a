import { Nothing } from "@alphas/domain/ids"
import { OfClient, UpdateBilling, UpdateClientBilling } from "@alphas/domain/money/billing"
import { ImportEcb, ListRates, RemoveRate, SetRate } from "@alphas/domain/money/rates-input"
import { mutation, query, router } from "../trpc"
import { getBilling, updateBilling } from "./billing"
import { getClientBilling, updateClientBilling } from "./client-billing"
import { importEcb, listRates, removeRate, setRate } from "./rates"

export const money = router({
  billing: router({
    get: query("billing.manage").input(Nothing).query(getBilling),
    update: mutation("billing.manage").input(UpdateBilling).mutation(updateBilling),
  }),
  clientBilling: router({
    get: query("billing.manage").input(OfClient).query(getClientBilling),
    update: mutation("billing.manage").input(UpdateClientBilling).mutation(updateClientBilling),
  }),
  rates: router({
    list: query("billing.manage").input(ListRates).query(listRates),
    set: mutation("billing.manage").input(SetRate).mutation(setRate),
    remove: mutation("billing.manage").input(RemoveRate).mutation(removeRate),
    importEcb: mutation("billing.manage").input(ImportEcb).mutation(importEcb),
  }),
})
