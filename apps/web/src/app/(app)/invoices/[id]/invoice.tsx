"use client"

import { InvoicePage } from "../../../../features/invoices/invoice-page"

/** An invoice's page. */
export const Invoice = ({ id }: { id: string }) => <InvoicePage id={id} />
