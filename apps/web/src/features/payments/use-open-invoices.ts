"use client"

import type { InvoiceRow } from "@alphas/domain/invoices/dto"
import { openStates } from "@alphas/domain/invoices/words"
import { trpc } from "../../data/trpc"

/** What is open of a client, what is due first standing first; undefined until it is known. */
export function useOpenInvoices(clientId: string | null): readonly InvoiceRow[] | undefined {
  const { data } = trpc.invoices.list.useQuery(
    {
      ...{ clientId: [clientId ?? ""], kind: ["invoice"], state: [...openStates] },
      ...{ sort: "dueDay", direction: "asc", limit: 100 },
    },
    { enabled: clientId !== null },
  )
  return data?.items
}
