import { networkOf } from "@alphas/auth/limits"
import { callTRPCProcedure } from "@trpc/server"
import type { Context } from "./context"
import { withinPatience } from "./deadline"
import { checkShape, inputBounds, strangerInputBounds } from "./input-shape"
import { Refusal } from "./refusal"
import { appRouter } from "./router"

/** One call as it came over the wire. */
export interface Call {
  path: string
  type: "query" | "mutation" | "subscription"
  /** Reads the input, which may fail. */
  input: () => unknown
  signal: AbortSignal | undefined
}

/**
 * Calls a procedure with what came from outside: an input of bounded size, few calls at once for callers without a
 * session, and an answer in bounded time.
 * @throws Refusal `limit`, `rate_limit`, `unavailable`, and whatever the procedure throws.
 */
export async function callProcedure(ctx: Context, { path, type, input, signal }: Call): Promise<unknown> {
  const stranger = ctx.identity === null
  const { strangers } = ctx.services.auth.limits
  const network = networkOf(ctx.address)
  if (stranger && !strangers.take(network)) {
    throw new Refusal("rate_limit", "Too many requests at once without a session. Try again in a second.", {
      retryAfter: 1,
    })
  }
  try {
    const raw = input()
    checkShape(raw, stranger ? strangerInputBounds : inputBounds)
    const called = callTRPCProcedure({
      router: appRouter,
      path,
      type,
      ctx,
      getRawInput: async () => raw,
      signal,
      batchIndex: 0,
    })
    return await withinPatience(type, called)
  } finally {
    if (stranger) strangers.giveBack(network)
  }
}
