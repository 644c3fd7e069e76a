import type { ErrorShape, Reason } from "@alphas/domain/errors"
import { TRPCClientError } from "@trpc/client"

/** A failed call as a page shows it. */
export interface ShownRefusal {
  reason: Reason | "offline"
  /** A sentence for the reader. */
  message: string
  fields: Record<string, string[]>
  requestId: string | null
  /** The row as it is now, when the reason is `stale_version`. */
  current: unknown
  /** Seconds to wait, when the reason is `rate_limit`. */
  retryAfter: number | null
  /** Whether the same call may succeed a moment later. */
  passing: boolean
}

const unknown: Omit<ShownRefusal, "reason" | "message" | "passing"> = {
  fields: {},
  requestId: null,
  current: undefined,
  retryAfter: null,
}

/** What a thrown error says, whatever was thrown. */
export function refusalOf(error: unknown): ShownRefusal {
  if (error instanceof TRPCClientError) {
    // The API's error formatter gives every error this shape; without data the answer never came.
    const data = error.data as (Partial<ErrorShape> & { code?: string }) | null | undefined
    if (data?.reason) {
      return {
        reason: data.reason,
        message: error.message,
        fields: data.fields ?? {},
        requestId: data.requestId || null,
        current: data.current,
        retryAfter: data.retryAfter ?? null,
        passing: data.reason === "unavailable",
      }
    }
    return {
      ...unknown,
      reason: "offline",
      message: "Alphas cannot be reached. Check the connection; nothing was changed.",
      passing: true,
    }
  }
  const message = "Something went wrong on this page."
  return { ...unknown, reason: "internal", message, passing: false }
}
