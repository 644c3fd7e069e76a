import type { Role, TokenScope, ways } from "@alphas/domain/permissions"

/** The person on whose behalf a call is made, as they are now. */
export interface Viewer {
  id: string
  role: Role
  /** The client that a client viewer belongs to; null for everybody else. */
  clientId: string | null
  name: string
  email: string
}

/** Through what they came: a signed-in browser, an API token, or a job that works in their name. */
export type Via =
  | { kind: "session"; name: string; idHash: string }
  | { kind: "token"; id: string; scope: TokenScope }
  | { kind: "job" }

/** As the table of what each way may do names it. */
export const wayOf = (via: Via): keyof typeof ways => (via.kind === "token" ? via.scope : via.kind)

/** Who is calling. */
export interface Identity {
  viewer: Viewer
  via: Via
}
