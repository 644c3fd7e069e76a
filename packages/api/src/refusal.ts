import type { ErrorShape, Reason } from "@alphas/domain/errors"
import { TRPCError } from "@trpc/server"

/** The tRPC code that belongs to a reason. */
const codes = {
  unauthenticated: "UNAUTHORIZED",
  forbidden: "FORBIDDEN",
  read_only_token: "FORBIDDEN",
  not_found: "NOT_FOUND",
  no_procedure: "NOT_FOUND",
  invalid: "BAD_REQUEST",
  stale_version: "CONFLICT",
  duplicate: "CONFLICT",
  workflow: "PRECONDITION_FAILED",
  cycle: "PRECONDITION_FAILED",
  limit: "PAYLOAD_TOO_LARGE",
  rate_limit: "TOO_MANY_REQUESTS",
  idempotency_mismatch: "UNPROCESSABLE_CONTENT",
  second_factor_required: "UNAUTHORIZED",
  confirmation_required: "FORBIDDEN",
  unconfirmed: "PRECONDITION_FAILED",
  wrong_credentials: "UNAUTHORIZED",
  expired: "PRECONDITION_FAILED",
  closed: "PRECONDITION_FAILED",
  foreign_origin: "FORBIDDEN",
  content_type: "UNSUPPORTED_MEDIA_TYPE",
  unavailable: "SERVICE_UNAVAILABLE",
  timeout: "GATEWAY_TIMEOUT",
  internal: "INTERNAL_SERVER_ERROR",
} as const satisfies Record<Reason, TRPCError["code"]>

type Details = Partial<Pick<ErrorShape, "fields" | "current" | "retryAfter">>

/** What a bundle that holds this file twice, each copy with a class of its own, knows a refusal of either by. */
const mark = Symbol.for("alphas.refusal")

/** A refusal that the caller is meant to read: what happened and what to do, and nothing has changed. */
export class Refusal extends TRPCError {
  readonly [mark] = true
  readonly details: Details

  constructor(
    readonly reason: Reason,
    message: string,
    details: Details = {},
  ) {
    // By its name tRPC takes an error of another copy for one of its own.
    super({ code: codes[reason], message })
    this.details = details
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && mark in value
  }
}

/** A row that does not exist, or that the caller may not see: the answer is the same. */
export const notFound = (what: string): Refusal =>
  new Refusal("not_found", `This ${what} does not exist, or you do not have access to it.`)

/** A field that is wrong for a reason that only the database knows. */
export const invalidField = (field: string, message: string): Refusal =>
  new Refusal("invalid", message, { fields: { [field]: [message] } })

/** Something that seldom is meant; whoever means it calls again with `confirm: true`. `about` says it to a program. */
export const unconfirmed = (sentence: string, about: unknown): Refusal =>
  new Refusal("unconfirmed", `${sentence} Confirm it if you mean it.`, { current: about })

/** Somebody else was faster; `current` is the row as it is now. */
export const staleVersion = (what: string, current: unknown): Refusal =>
  new Refusal(
    "stale_version",
    `Someone else changed this ${what} while you were editing. Check the current version, then save again.`,
    { current },
  )
