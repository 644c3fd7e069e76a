import { AlphasError, newKey } from "@alphas/client/trpc"
import type { TRPCLink } from "@trpc/client"
import type { AnyTRPCRouter } from "@trpc/server"
import { tap } from "@trpc/server/observable"

/** Milliseconds for which somebody who does the same again is taken to try again. */
const patience = 60_000

interface Lost {
  path: string
  input: string
  key: string
  until: number
}

/**
 * Who was told that Alphas cannot be reached, and presses Save again, sends the same call under the same idempotency
 * key: it may have been carried out, and only its answer was lost. Whatever else is done in between ends that, so that
 * what somebody means to do a second time is done a second time.
 */
export function sameAgainLink<Router extends AnyTRPCRouter>(): TRPCLink<Router> {
  let lost: Lost | null = null
  let started = 0
  return () =>
    ({ op, next }) => {
      if (op.type !== "mutation") return next(op)
      const { path } = op
      const before = lost
      lost = null
      started += 1
      const mine = started
      const again =
        before?.path === path && before.input === JSON.stringify(op.input) && Date.now() < before.until
      const given = op.context.idempotencyKey
      const key = typeof given === "string" ? given : again ? before.key : newKey()
      return next({ ...op, context: { ...op.context, idempotencyKey: key } }).pipe(
        tap({
          error(failure) {
            // The type says less of a failure than the links below make of it.
            const error: unknown = failure
            if (!(error instanceof AlphasError) || !error.temporary) return
            // Something else was done before this failure was known.
            if (mine !== started) return
            lost = { path, input: JSON.stringify(op.input), key, until: Date.now() + patience }
          },
        }),
      )
    }
}
