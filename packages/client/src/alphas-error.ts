import { TRPCClientError } from "@trpc/client"
import type { ErrorShape } from "./procedures"

/** Why a call failed: the server's reason, or that it could not be asked, or that the caller gave up. */
export type AlphasReason = ErrorShape["reason"] | "unreachable" | "aborted"

interface Options {
  reason: AlphasReason
  /** HTTP status of the answer, or that belongs to it; null when there was none. */
  status: number | null
  shape?: Partial<ErrorShape>
  cause?: unknown
  result?: unknown
}

// The published declarations do not mention tRPC, so the base class is told as what it is to a caller: an Error.
const Base = TRPCClientError as unknown as new (
  message: string,
  options: { cause?: unknown; result?: unknown },
) => Error

/** A call that failed. `message` is a sentence for people; programs branch on `reason`. */
export class AlphasError extends Base {
  readonly reason: AlphasReason
  readonly status: number | null
  /** Field path (`contacts.0.email`) to what is wrong with it. */
  readonly fields: Record<string, string[]>
  /** Under which the server's log has the call; empty when the server was not reached. */
  readonly requestId: string
  /** The row as it is now, when the reason is `stale_version`; what is asked about, when it is `unconfirmed`. */
  readonly current: unknown
  /** Seconds to wait, when the reason is `rate_limit`. */
  readonly retryAfter: number | null

  constructor(message: string, { reason, status, shape, cause, result }: Options) {
    super(message, { cause, result })
    // tRPC's constructor sets its own prototype.
    Object.setPrototypeOf(this, AlphasError.prototype)
    this.name = "AlphasError"
    this.reason = reason
    this.status = status
    this.fields = shape?.fields ?? {}
    this.requestId = shape?.requestId ?? ""
    this.current = shape?.current
    this.retryAfter = shape?.retryAfter ?? null
  }

  /** Whether the same call may succeed a moment later without anybody doing anything. */
  get temporary(): boolean {
    return this.reason === "unavailable" || (this.reason === "unreachable" && (this.status ?? 503) >= 502)
  }
}

/** Something answered, and it was not the API: a proxy's page, or a wrong address. */
export class ForeignAnswer extends Error {
  constructor(readonly status: number) {
    super(`The answer was not JSON (status ${status}).`)
    this.name = "ForeignAnswer"
  }
}

interface Data extends Partial<ErrorShape> {
  httpStatus?: number
}

/** Any failure of a call to `url` as the one class that callers see. */
export function toAlphasError(failure: unknown, url: string, signal?: AbortSignal | null): AlphasError {
  if (failure instanceof AlphasError) return failure
  if (signal?.aborted) {
    return new AlphasError("The call was cancelled.", { reason: "aborted", status: null, cause: failure })
  }
  const error = failure instanceof TRPCClientError ? failure : null
  const data: Data | null | undefined = error?.data
  if (error && data) {
    return new AlphasError(error.message, {
      reason: data.reason ?? "internal",
      status: data.httpStatus ?? null,
      shape: data,
      result: { error: error.shape },
    })
  }
  const cause = error ? error.cause : failure
  const place = placeOf(url)
  if (cause instanceof ForeignAnswer) {
    const message =
      cause.status >= 502
        ? `${place} is not responding (status ${cause.status}). Try again in a moment.`
        : `The server at ${place} is not Alphas (status ${cause.status}). Check the address.`
    return new AlphasError(message, { reason: "unreachable", status: cause.status, cause })
  }
  return new AlphasError(
    `${place} cannot be reached. Check the address and the connection, then try again.`,
    {
      reason: "unreachable",
      status: null,
      cause,
    },
  )
}

/** An address without what may be secret in it. */
function placeOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : "Alphas"
}
