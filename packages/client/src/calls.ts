import type { AlphasError } from "./alphas-error"

/** What a single call may say about itself. */
export interface CallContext {
  /** Overrides the key that every mutation gets: calls with the same key and content take effect once. */
  idempotencyKey?: string | undefined
  /** `false` gives up at the first failure instead of trying again. */
  retry?: boolean | undefined
}

export interface CallOptions {
  /** Gives up when it fires; the call rejects with the reason `aborted`. */
  signal?: AbortSignal
  context?: CallContext & Record<string, unknown>
}

export type ConnectionState = "idle" | "connecting" | "open"

/** Who listens to a subscription. */
export interface Listener<Item> extends CallOptions {
  onData: (item: Item) => void
  /** The subscription is over. What passes by itself (a lost connection, a restart of the server) is not told here. */
  onError?: (error: AlphasError) => void
  onStarted?: () => void
  onStopped?: () => void
  onComplete?: () => void
}

export interface Subscription {
  unsubscribe(): void
}

type Call<Input, Output> = undefined extends Input
  ? (input?: Input, options?: CallOptions) => Promise<Output>
  : (input: Input, options?: CallOptions) => Promise<Output>

/** How procedures are called: `query`, `mutate` or `subscribe`, by their kind. */
export type CallsOf<Tree> = {
  [Name in keyof Tree]: Tree[Name] extends { type: infer Type; input: infer Input; output: infer Output }
    ? Type extends "query"
      ? { query: Call<Input, Output> }
      : Type extends "mutation"
        ? { mutate: Call<Input, Output> }
        : { subscribe: (input: Input, listener: Listener<Output>) => Subscription }
    : CallsOf<Tree[Name]>
}
