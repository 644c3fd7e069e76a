import { refused } from "../../feedback/undo"

/** Where a document is as a file. */
export const fileOf = (id: string, format: "pdf" | "xml"): string => `/api/invoices/${id}.${format}`

/** Lets the browser save a document as an e-invoice, or says what is missing for one. */
export async function saveEInvoice(id: string, name: string): Promise<void> {
  const answer = await fetch(fileOf(id, "xml")).catch(() => null)
  if (answer === null) return refused("Alphas cannot be reached. Check your connection and try again.")
  if (!answer.ok) return refused("This cannot be an e-invoice yet", await sentenceOf(answer))
  const link = document.createElement("a")
  link.href = URL.createObjectURL(await answer.blob())
  link.download = `${name}.xml`
  link.click()
  URL.revokeObjectURL(link.href)
}

/** Why the API has refused: its own sentence, where it is one. */
async function sentenceOf(answer: Response): Promise<string | null> {
  const body: unknown = await answer.json().catch(() => null)
  if (typeof body !== "object" || body === null || !("error" in body)) return null
  const { error } = body
  if (typeof error !== "object" || error === null || !("message" in error)) return null
  return typeof error.message === "string" ? error.message : null
}
