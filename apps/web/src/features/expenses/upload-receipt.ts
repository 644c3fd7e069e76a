import { AlphasError } from "@alphas/client/trpc"
import type { ErrorShape } from "@alphas/domain/errors"
import type { Receipt } from "@alphas/domain/expenses/receipt"

/** What the server answers that refuses. */
interface Refused {
  error: { message: string; data: Partial<ErrorShape> }
}

/**
 * Sends a file to the server; it is the reader's upload until they name it in an expense.
 * @throws AlphasError with the server's sentence.
 */
export async function uploadReceipt(file: File): Promise<Receipt> {
  const answer = await fetch(`/api/receipts?name=${encodeURIComponent(file.name)}`, {
    method: "POST",
    headers: { "content-type": "application/octet-stream" },
    body: file,
  }).catch((cause: unknown) => {
    throw new AlphasError("The file could not be sent. Try again.", {
      ...{ reason: "unreachable", status: null, cause },
    })
  })
  const said: unknown = await answer.json().catch(() => null)
  // What the server sends beside either status.
  if (answer.ok) return said as Receipt
  const { error } = (said ?? {}) as Partial<Refused>
  throw new AlphasError(error?.message ?? "The file could not be sent. Try again.", {
    reason: error?.data.reason ?? "unreachable",
    status: answer.status,
    shape: error?.data ?? {},
  })
}

/** Where the bytes of a receipt are. */
export const addressOfReceipt = (id: string): string => `/api/receipts/${id}`
