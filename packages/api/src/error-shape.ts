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

/** SQLSTATE classes and driver codes that mean "Postgres is away or closing", not "the statement was wrong". */
const away =
  /^(08...|57P0[123]|53300|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|CONNECT_TIMEOUT|CONNECTION_(CLOSED|ENDED|DESTROYED))$/

/** Whether an error, or what caused it, says that Postgres cannot be reached just now. */
export function isUnavailable(error: unknown): boolean {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    if ("code" in at && typeof at.code === "string" && away.test(at.code)) return true
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
    return answer("There is no such procedure.", 404, "NOT_FOUND", { reason: "not_found", fields: {} })
  }
  if (isUnavailable(error)) {
    return answer(
      "The database cannot be reached just now. Try again in a moment.",
      503,
      "SERVICE_UNAVAILABLE",
      {
        reason: "unavailable",
        fields: {},
      },
    )
  }
  if (error.code === "INTERNAL_SERVER_ERROR") {
    return answer(
      `Something went wrong on our side. The log has it under ${requestId}.`,
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

/** Field path to sentences. Unknown keys are named at the object that holds them. */
function fieldsOf(error: ZodError): Record<string, string[]> {
  const fields: Record<string, string[]> = {}
  for (const issue of error.issues) {
    const path = issue.path.map(String)
    const at = (name: string, message: string) => {
      fields[name] = [...(fields[name] ?? []), message]
    }
    if (issue.code === "unrecognized_keys") {
      for (const key of issue.keys) at([...path, key].join("."), "This field is not known here.")
    } else at(path.join("."), issue.message)
  }
  return fields
}
