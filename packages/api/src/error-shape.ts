import { isConnectionLost } from "@alphas/db/lost-connections"
import type { ErrorShape } from "@alphas/domain/errors"
import type { TRPCError } from "@trpc/server"
import { ZodError } from "zod"
import type { Context } from "./context"
import { Refusal } from "./refusal"

interface TrpcShape {
  code: number
  message: string
  data: { code: string; httpStatus: number; path?: string; stack?: string }
}

/** Whether an error says that Postgres cannot be reached, or has no place for us, just now. */
export const isUnavailable = (error: unknown): boolean =>
  isConnectionLost(error) ||
  hasState(error, "53300") ||
  (error instanceof Refusal && error.reason === "unavailable")

/** Whether Postgres cancelled a statement because it took longer than any may (SQLSTATE 57014). */
export const tookTooLong = (error: unknown): boolean => hasState(error, "57014")

/** Whether an error, or what caused it, is Postgres's with this SQLSTATE. */
function hasState(error: unknown, state: string): boolean {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    if ("code" in at && at.code === state) return true
  }
  return false
}

/** Every error in one shape: a stable reason, the fields of a form, the request's id. What we did not mean to say is masked. */
export function shapeError({
  shape,
  error,
  ctx,
}: {
  shape: TrpcShape
  error: TRPCError
  ctx: Context | undefined
}) {
  const requestId = ctx?.requestId ?? ""
  const answer = (
    message: string,
    httpStatus: number,
    code: string,
    data: Omit<ErrorShape, "requestId">,
  ) => ({
    ...shape,
    message,
    data: {
      code,
      httpStatus,
      ...(shape.data.path === undefined ? {} : { path: shape.data.path }),
      requestId,
      ...data,
    },
  })
  if (error instanceof Refusal) {
    return answer(error.message, shape.data.httpStatus, error.code, {
      reason: error.reason,
      fields: {},
      ...error.details,
    })
  }
  if (error.code === "BAD_REQUEST" && error.cause instanceof ZodError) {
    const fields = fieldsOf(error.cause)
    const [first] = Object.entries(fields)
    return answer(
      first ? sentence(first[0], first[1][0] ?? "") : "The input is not valid.",
      400,
      "BAD_REQUEST",
      {
        reason: "invalid",
        fields,
      },
    )
  }
  if (error.code === "NOT_FOUND") {
    return answer("This procedure does not exist. Check its name.", 404, "NOT_FOUND", {
      reason: "no_procedure",
      fields: {},
    })
  }
  if (isUnavailable(error)) {
    return answer("The database is not available. Try again in a moment.", 503, "SERVICE_UNAVAILABLE", {
      reason: "unavailable",
      fields: {},
    })
  }
  // Not `unavailable`, which clients repeat by themselves: what was too much once would be too much again.
  if (tookTooLong(error)) {
    return answer(
      "This took too long, so it was stopped and nothing was changed. Narrow the request, or try again later.",
      504,
      "GATEWAY_TIMEOUT",
      { reason: "timeout", fields: {} },
    )
  }
  if (error.code === "INTERNAL_SERVER_ERROR") {
    return answer(
      `Something went wrong on our side. Tell an admin the request ID ${requestId}.`,
      500,
      "INTERNAL_SERVER_ERROR",
      {
        reason: "internal",
        fields: {},
      },
    )
  }
  return answer(error.message, shape.data.httpStatus, error.code, { reason: "invalid", fields: {} })
}

const sentence = (field: string, message: string) => (field === "" ? message : `${field}: ${message}`)

/** What one answer names of what is wrong, and characters of a field's path, which a caller may have made up. */
const [issuesNamed, pathShown] = [20, 200]

/** Field path to sentences, the first 20 of them. Unknown keys are named at the object that holds them. */
function fieldsOf(error: ZodError): Record<string, string[]> {
  // A map: what a caller names a field (`constructor`, `__proto__`) must not meet what every object has.
  const fields = new Map<string, string[]>()
  let named = 0
  for (const issue of error.issues) {
    const keys: (string | null)[] = issue.code === "unrecognized_keys" ? issue.keys : [null]
    for (const key of keys) {
      if (named++ >= issuesNamed) return Object.fromEntries(fields)
      const path = (key === null ? issue.path : [...issue.path, key])
        .map(String)
        .join(".")
        .slice(0, pathShown)
      const message = key === null ? issue.message : "This field does not exist here."
      fields.set(path, [...(fields.get(path) ?? []), message])
    }
  }
  return Object.fromEntries(fields)
}
