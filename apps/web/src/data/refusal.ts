import { AlphasError, type AlphasReason } from "@alphas/client/trpc"

/** A failed call as a page shows it. */
export interface ShownRefusal {
  reason: AlphasReason
  /** A sentence for the reader. */
  message: string
  /** Field path (`contacts.0.email`) to what is wrong with it. */
  fields: Record<string, string[]>
  /** Under which the server's log has the call; null when it never arrived there. */
  requestId: string | null
  /** The row as it is now, when the reason is `stale_version`. */
  current: unknown
  /** Seconds to wait, when the reason is `rate_limit`. */
  retryAfter: number | null
}

/** What a thrown error says, whatever was thrown. */
export function refusalOf(error: unknown): ShownRefusal {
  if (error instanceof AlphasError) {
    const { reason, fields, current, retryAfter } = error
    const message = ownWords(error) ?? error.message
    return { reason, message, fields, requestId: error.requestId || null, current, retryAfter }
  }
  return {
    reason: "internal",
    message: "Something went wrong on this page.",
    fields: {},
    requestId: null,
    current: undefined,
    retryAfter: null,
  }
}

/** What a page says where the error speaks to a program; null where its own sentence is for people. */
function ownWords({ reason, status }: AlphasError): string | null {
  if (reason === "no_procedure") return "This page is out of date. Reload it and try again."
  if (reason !== "unreachable") return null
  // A proxy in front of Alphas has answered.
  if (status === 413) return "This is too large to send. Make it smaller and try again."
  if (status === 429) return "Too many requests. Wait a minute and try again."
  if (status !== null && status >= 500) return "Alphas is not responding. Try again in a moment."
  return "Alphas cannot be reached. Check your connection and try again."
}

/** Whether a refused read says that what was there is not, or not for this reader any more. */
export function isGone(error: unknown): boolean {
  const { reason } = refusalOf(error)
  return reason === "not_found" || reason === "forbidden"
}

/** Refuses what a form holds before it is sent, as the server would: a sentence for each field. */
export function invalidFields(fields: Record<string, string>): AlphasError {
  const shape = { fields: Object.fromEntries(Object.entries(fields).map(([name, text]) => [name, [text]])) }
  return new AlphasError("Check the highlighted fields.", { reason: "invalid", status: null, shape })
}
