import type { Operation, TRPCLink } from "@trpc/client"
import type { AnyTRPCRouter } from "@trpc/server"
import { observable, type Unsubscribable } from "@trpc/server/observable"
import { type AlphasError, toAlphasError } from "./alphas-error"

/** How often a query or a mutation is tried in all. */
const attempts = 5
/** Milliseconds before the second attempt; each further one waits twice as long, up to the longest. */
const [shortest, longest] = [200, 5_000]

/**
 * Repeats what failed for a passing reason (the network, a server that restarts), and makes every failure an
 * AlphasError.
 *
 * A mutation bears one `Idempotency-Key` through all its attempts, so it takes effect once even when only its answer
 * was lost. A query or mutation is tried five times within about three seconds; a subscription goes on trying, and
 * asks for what came after the last event that it saw.
 */
export function retryLink<Router extends AnyTRPCRouter>(url: string): TRPCLink<Router> {
  return () =>
    ({ op, next }) =>
      observable((observer) => {
        const call: Operation = op.type === "mutation" ? withKey(op) : op
        let inner: Unsubscribable | null = null
        let timer: ReturnType<typeof setTimeout> | undefined
        let failures = 0
        let lastEventId: string | undefined

        const giveUp = () => {
          clearTimeout(timer)
          inner?.unsubscribe()
          observer.error(asTrpc(toAlphasError(null, url, call.signal)))
        }
        const run = () => {
          inner = next({ ...call, input: resumed(call, lastEventId) }).subscribe({
            next(envelope) {
              const { result } = envelope
              if (result.type === "data" && "id" in result) lastEventId = result.id ?? lastEventId
              if (result.type === "data") failures = 0
              observer.next(envelope)
            },
            error(cause) {
              const error = toAlphasError(cause, url, call.signal)
              failures++
              if (!mayRetry(call, error, failures)) return observer.error(asTrpc(error))
              if (call.type === "subscription") {
                observer.next({ result: { type: "state", state: "connecting", error: asTrpc(error) } })
              }
              timer = setTimeout(run, pause(failures))
            },
            complete: () => observer.complete(),
          })
        }
        // tRPC ends a subscription whose signal fires; a call that waits for its next attempt ends here.
        if (call.type !== "subscription") call.signal?.addEventListener("abort", giveUp, { once: true })
        run()
        return () => {
          clearTimeout(timer)
          call.signal?.removeEventListener("abort", giveUp)
          inner?.unsubscribe()
        }
      })
}

/** Milliseconds before the next attempt after so many failures, spread so that callers do not return all at once. */
export function pause(failures: number): number {
  const whole = Math.min(longest, shortest * 2 ** (failures - 1))
  return whole / 2 + (Math.random() * whole) / 2
}

function mayRetry(op: Operation, error: AlphasError, failures: number): boolean {
  if (!error.temporary || op.context.retry === false) return false
  return op.type === "subscription" || failures < attempts
}

function withKey(op: Operation): Operation {
  const given = op.context.idempotencyKey
  return { ...op, context: { ...op.context, idempotencyKey: typeof given === "string" ? given : newKey() } }
}

/** An idempotency key: a random UUID (RFC 9562, version 4). `crypto.randomUUID` is missing on pages that came over plain HTTP. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  const hex = Array.from(bytes, (byte, index) => {
    const marked = index === 6 ? (byte & 0x0f) | 0x40 : index === 8 ? (byte & 0x3f) | 0x80 : byte
    return marked.toString(16).padStart(2, "0")
  }).join("")
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-")
}

function resumed(op: Operation, lastEventId: string | undefined): unknown {
  if (lastEventId === undefined || typeof op.input !== "object") return op.input
  return { ...op.input, lastEventId }
}

// AlphasError is a TRPCClientError whose type does not say so; see there.
const asTrpc = (error: AlphasError) => error as unknown as never
