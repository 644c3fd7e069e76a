import type { Identity } from "@alphas/auth/identity"
import { newId } from "@alphas/domain/ids"
import { getTRPCErrorFromUnknown, getTRPCErrorShape, type TRPCError } from "@trpc/server"
import { batchLimit, bodyLimit, checkBorder, type Headers, strangerBodyLimit } from "./border"
import { callProcedure } from "./call"
import type { Context, Services } from "./context"
import { isUnavailable } from "./error-shape"
import { Refusal } from "./refusal"
import { appRouter } from "./router"

/** A request as plain data, so that node:http and Next mount the same code. */
export interface HttpRequest {
  method: string
  /** Procedure path, or several joined by commas in a batch: what follows the mount point. */
  path: string
  query: URLSearchParams
  header: Headers
  /** The caller's address, already seen through the proxies that are trusted. */
  address: string
  /** Reads the body, at most `limit` bytes of it. @throws Refusal `limit` when it is larger. */
  body: (limit: number) => Promise<string>
  signal?: AbortSignal | undefined
}

export interface HttpResponse {
  status: number
  headers: [name: string, value: string][]
  body: string
}

/**
 * Answers one HTTP request: tRPC's JSON protocol, a single call or a batch, without streams.
 *
 * The stock adapters build a Fetch request, a stream and a batch for every call; this goes from plain data to the
 * procedure, which a list of 25 rows notices (see `npm run bench`).
 */
export async function handleHttp(services: Services, request: HttpRequest): Promise<HttpResponse> {
  const requestId = newId()
  const headers: HttpResponse["headers"] = [
    ["content-type", "application/json"],
    ["cache-control", "no-store"],
    ["x-request-id", requestId],
  ]
  const respond = (answers: Answer[], batched: boolean): HttpResponse => {
    const statuses = new Set(answers.map(({ status }) => status))
    const [only = 200] = statuses
    const waits = answers.flatMap(({ retryAfter }) => retryAfter ?? [])
    if (waits.length > 0) headers.push(["retry-after", String(Math.max(...waits))])
    const bodies = answers.map(({ body }) => body)
    return {
      status: statuses.size > 1 ? 207 : only,
      headers,
      body: JSON.stringify(batched ? bodies : bodies[0]),
    }
  }

  const ctx: Context = {
    ...contextOf(services, request),
    requestId,
    setCookie: (cookie) => void headers.push(["set-cookie", cookie]),
  }
  try {
    const writes = request.method === "POST"
    if (!writes && request.method !== "GET")
      throw new Refusal("content_type", "Use GET to read and POST to change.")
    checkBorder(request.header, services.environment, writes)
    const identity = await services.auth.identify({
      cookies: ctx.cookies,
      authorization: request.header("authorization") ?? null,
    })
    const paths = request.query.get("batch") === "1" ? request.path.split(",") : null
    await admitCalls(services, identity, request.address, Math.min(paths?.length ?? 1, batchLimit))
    if (paths !== null && paths.length > batchLimit) {
      throw new Refusal(
        "limit",
        `A batch can have at most ${batchLimit} calls; this one has ${paths.length}.`,
      )
    }
    const signedIn: Context = { ...ctx, identity, idempotencyKey: idempotencyKey(request.header) }
    const type = writes ? "mutation" : "query"
    const raw = writes
      ? await request.body(identity === null ? strangerBodyLimit : bodyLimit)
      : request.query.get("input")
    if (paths === null) {
      return respond([await call(signedIn, request.path, type, () => parse(raw))], false)
    }
    return respond(await batch(signedIn, paths, type, raw), true)
  } catch (error) {
    // One object even for a batch: tRPC's client then tells every call of it, where a list of one would leave the rest
    // without an answer.
    return respond([failure(ctx, error, request.path, "unknown", undefined)], false)
  }
}

/** The context of a request by somebody who is not known yet, and who gets no cookie. */
export const contextOf = (
  services: Services,
  request: Pick<HttpRequest, "header" | "address" | "signal">,
): Context => ({
  services,
  db: services.db,
  identity: null,
  requestId: newId(),
  idempotencyKey: null,
  address: request.address,
  device: request.header("user-agent")?.slice(0, 300) ?? "",
  cookies: request.header("cookie") ?? "",
  setCookie: () => undefined,
  signal: request.signal,
})

/** The answer to a request that is no procedure's and was refused, in the shape of theirs. */
export function failed(ctx: Context, error: unknown, path: string): HttpResponse {
  const { status, body, retryAfter } = failure(ctx, error, path, "unknown", undefined)
  const headers: HttpResponse["headers"] = [
    ["content-type", "application/json"],
    ["cache-control", "no-store"],
    ["x-request-id", ctx.requestId],
    ...(retryAfter === undefined ? [] : [["retry-after", String(retryAfter)] satisfies [string, string]]),
  ]
  return { status, headers, body: JSON.stringify(body) }
}

/**
 * Counts calls against the limit on calls in general.
 * @throws Refusal `rate_limit`.
 */
export async function admitCalls(
  { auth }: Services,
  identity: Identity | null,
  address: string,
  calls: number,
): Promise<void> {
  const { allowed, retryAfter } = await auth.limits.general({ id: identity?.viewer.id, address }, calls)
  if (allowed) return
  throw new Refusal("rate_limit", `Too many requests. Try again in ${retryAfter} seconds.`, { retryAfter })
}

async function batch(
  ctx: Context,
  paths: readonly string[],
  type: "query" | "mutation",
  raw: string | null,
): Promise<Answer[]> {
  const inputs = parse(raw)
  const at = (index: number): unknown =>
    typeof inputs === "object" && inputs !== null ? (inputs as Record<string, unknown>)[index] : undefined // JSON object
  return Promise.all(
    paths.map((each, index) => {
      const key = ctx.idempotencyKey
      const own = key === null ? ctx : { ...ctx, idempotencyKey: `${key}#${index}` }
      return call(own, each, type, () => at(index))
    }),
  )
}

interface Answer {
  status: number
  body: unknown
  /** Seconds to wait before the next try. */
  retryAfter?: number | undefined
}

async function call(
  ctx: Context,
  path: string,
  type: "query" | "mutation",
  input: () => unknown,
): Promise<Answer> {
  try {
    const data = await callProcedure(ctx, { path, type, input, signal: ctx.signal })
    return { status: 200, body: { result: { data } } }
  } catch (error) {
    return failure(ctx, error, path, type, undefined)
  }
}

/** An error as the wire carries it; what we did not mean to say is in the log under the request's id. */
function failure(
  ctx: Context,
  cause: unknown,
  path: string,
  type: "query" | "mutation" | "unknown",
  input: unknown,
): Answer {
  const error = getTRPCErrorFromUnknown(cause)
  logFailure(ctx, error, path)
  const shape = getTRPCErrorShape({ config: appRouter._def._config, error, type, path, input, ctx })
  const retryAfter = cause instanceof Refusal ? cause.details.retryAfter : undefined
  return { status: shape.data.httpStatus, body: { error: shape }, retryAfter }
}

/** Writes an error that is our fault to the log; the caller sees only the request's id. */
export function logFailure(ctx: Context, error: TRPCError, path: string): void {
  if (isUnavailable(error))
    ctx.services.log.warn({ requestId: ctx.requestId, path, err: error.cause }, "database away")
  else if (error.code === "INTERNAL_SERVER_ERROR") {
    ctx.services.log.error({ requestId: ctx.requestId, path, err: error.cause ?? error }, "call failed")
  }
}

function idempotencyKey(header: Headers): string | null {
  const key = header("idempotency-key")
  if (key === undefined) return null
  if (!/^[\x21-\x7e]{1,200}$/.test(key)) {
    throw new Refusal("invalid", "The Idempotency-Key must be 1 to 200 printable ASCII characters.")
  }
  return key
}

function parse(raw: string | null): unknown {
  if (raw === null || raw === "") return undefined
  try {
    return JSON.parse(raw)
  } catch {
    throw new Refusal("invalid", "The input is not valid JSON.")
  }
}
