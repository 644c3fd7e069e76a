import type { UserRow } from "@alphas/db/factories"
import type { World } from "./world"

/** Somebody who is signed in, and a call that would be carried out if they made it. */
export interface Prepared {
  cookie: string
  input: unknown
}

export interface Case {
  /** Makes what the call needs, anew each time. `me` is an admin. */
  prepare: (world: World, me: UserRow) => Promise<unknown>
  /** It answers with a cookie, which a socket cannot keep. */
  setsCookie?: true
  /** It changes nothing; that it ran shows in its answer. */
  onlyAnswers?: true
  /** It exists only in an agency in which nobody is yet. */
  beforeAnybody?: true
}
