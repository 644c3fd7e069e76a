import type { InvoiceKind } from "@alphas/domain/invoices/words"
import type { DocumentLanguage } from "@alphas/domain/money/billing"
import { rendered } from "./emails"
import { invoiceSentences } from "./invoice-sentences"
import type { Attachment, Email, Recipient } from "./mailer"

interface InvoiceEmail {
  language: DocumentLanguage
  kind: InvoiceKind
  number: string
  agency: string
  /** Where an answer goes. */
  replyTo: string | null
  /** What is due, or credited, in the client's way of writing. */
  amount: string
  /** Null when nothing is due, or at no day. */
  dueDay: string | null
  /** What the sender added; null for nothing. */
  message: string | null
  attachments: Attachment[]
}

/** The email that brings an invoice or credit note, in the client's language. */
export async function invoiceEmail(to: Recipient, invoice: InvoiceEmail): Promise<Email> {
  const { language, kind, number, agency, amount, dueDay, message, attachments, replyTo } = invoice
  const words = invoiceSentences[language]
  const title = `${words[kind]} ${number}`
  const owed =
    kind === "credit_note"
      ? words.credited(amount)
      : dueDay === null
        ? words.due(amount)
        : words.dueBy(amount, dueDay)
  const { InvoiceLetter } = await import("./invoice-template")
  const email = await rendered(
    to,
    words.subject(title, agency),
    InvoiceLetter({
      ...{ title, language, agency, preview: `${agency}: ${amount}`, why: words.why(agency) },
      hello: words.hello(to.name),
      message: (message ?? "").split("\n").filter((line) => line.trim() !== ""),
      sentences: [words.attached(title), owed],
    }),
  )
  return { ...email, attachments, ...(replyTo === null ? {} : { replyTo }) }
}
