import type { InvoiceRow } from "@alphas/domain/invoices/dto"
import { type InvoiceKind, type InvoiceState, invoiceStateLabels } from "@alphas/domain/invoices/words"
import { Badge } from "@mantine/core"
import { DotWord, type Tone } from "../../shell/dot-word"

const tones: Record<InvoiceState, Tone> = {
  draft: "idle",
  issued: "working",
  partially_paid: "waiting",
  paid: "good",
  void: "over",
}

/** A credit note is used, not paid. */
const creditNoteLabels: Partial<Record<InvoiceState, string>> = {
  partially_paid: "Partly used",
  paid: "Used",
}

/** A state in words: of an invoice, or of a credit note. */
const sayState = (kind: InvoiceKind, state: InvoiceState): string =>
  (kind === "credit_note" ? creditNoteLabels[state] : undefined) ?? invoiceStateLabels[state]

/** A document's state. */
export function InvoiceStateBadge({ invoice }: { invoice: Pick<InvoiceRow, "kind" | "state"> }) {
  return <DotWord tone={tones[invoice.state]}>{sayState(invoice.kind, invoice.state)}</DotWord>
}

/** Says that an invoice is open past its due day. */
export function OverdueBadge({ invoice }: { invoice: Pick<InvoiceRow, "overdue"> }) {
  return invoice.overdue ? <Badge color="red">Overdue</Badge> : null
}
