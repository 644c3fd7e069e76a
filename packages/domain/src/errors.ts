/**
 * Why a call was refused, in words that do not change: programs branch on the reason, people read the message.
 */
export const reasons = [
  "unauthenticated",
  "forbidden",
  "read_only_token",
  "not_found",
  "no_procedure",
  "invalid",
  "stale_version",
  "duplicate",
  "workflow",
  "cycle",
  "limit",
  "rate_limit",
  "idempotency_mismatch",
  "second_factor_required",
  "confirmation_required",
  "unconfirmed",
  "wrong_credentials",
  "expired",
  "closed",
  "foreign_origin",
  "content_type",
  "unavailable",
  "timeout",
  "internal",
] as const
export type Reason = (typeof reasons)[number]

/** What every refusal carries beside its tRPC code and message. */
export interface ErrorShape {
  reason: Reason
  /** Field path (`contacts.0.email`) to what is wrong with it. */
  fields: Record<string, string[]>
  requestId: string
  /** The row as it is now, when the reason is `stale_version`; what is asked about, when it is `unconfirmed`. */
  current?: unknown
  /** Seconds to wait, when the reason is `rate_limit`. */
  retryAfter?: number
}
