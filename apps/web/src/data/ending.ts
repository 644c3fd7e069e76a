import { refusalOf } from "./refusal"

/** With this the server closes the socket of somebody whose session or token is no more. */
const revoked = 4401

/**
 * Whether a failure means that the session is over: a call that was refused for it, or the socket that the server
 * closed for it. The closing stands in a `cause`, below the sentence that the connection was lost.
 */
export function isSignedOut(failure: unknown): boolean {
  if (refusalOf(failure).reason === "unauthenticated") return true
  let cause: unknown = failure
  // Three causes deep today; a bound, for nothing forbids that an error is its own cause.
  for (let depth = 0; depth < 6 && typeof cause === "object" && cause !== null; depth += 1) {
    if ("code" in cause && cause.code === revoked) return true
    cause = "cause" in cause ? cause.cause : null
  }
  return false
}
