import type { AlphasError } from "./alphas-error"
import type { ConnectionState } from "./calls"

export interface AlphasOptions {
  /** Where Alphas is: `https://alphas.example`, an address with the API's path, or in a browser such a path alone. */
  url: string
  /** Where its socket is. Left out, the server is asked when the first subscription begins. */
  wsUrl?: string | undefined
  /** An API token (`alp_…`). Left out, the browser's session cookie speaks for the person. */
  token?: string | (() => string | undefined) | undefined
  /** Sends the requests in place of the global `fetch`. */
  fetch?: typeof fetch | undefined
  /** Hears how the socket is: opened by the first subscription, closed a second after the last. */
  onConnection?: ((state: ConnectionState, error: AlphasError | null) => void) | undefined
}
