import type { AppRouter } from "@alphas/client/trpc"
import { type Entity, recordedBy } from "@alphas/domain/entities"
import type { QueryClient } from "@tanstack/react-query"
import type { TRPCLink } from "@trpc/client"
import { observable } from "@trpc/server/observable"
import { invalidate } from "./invalidate"

/** Changes arrive in bursts (an import, a bulk edit); the page fetches again once for all within this many milliseconds. */
const gathered = 40
/** Milliseconds for which a mutation that is on its way holds up what others have changed. */
const patience = 2_000

/**
 * What changed and is not fetched again yet. The change feed tells it, and every mutation of this page. While a mutation
 * is on its way nothing is fetched: the answer would show the page as it was before it, over what the page shows already.
 */
export class Stale {
  readonly #queries: QueryClient
  readonly #entities = new Set<Entity>()
  #sending = 0
  #since = 0
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(queries: QueryClient) {
    this.#queries = queries
  }

  /** These entities have changed. */
  note(entities: Iterable<Entity>): void {
    for (const entity of entities) this.#entities.add(entity)
    if (this.#entities.size === 0 || this.#timer !== undefined) return
    this.#since = Date.now()
    this.#timer = setTimeout(this.#look, gathered)
  }

  readonly #look = (): void => {
    const waits = this.#sending > 0 && Date.now() - this.#since < patience
    this.#timer = waits ? setTimeout(this.#look, gathered) : undefined
    if (waits) return
    invalidate(this.#queries, this.#entities)
    this.#entities.clear()
  }

  /** Sees every mutation that passes. What it records is stale when it has settled, whether it was carried out or not. */
  link(): TRPCLink<AppRouter> {
    return () =>
      ({ op, next }) => {
        if (op.type !== "mutation") return next(op)
        return observable((observer) => {
          this.#sending += 1
          const following = next(op).subscribe(observer)
          return () => {
            following.unsubscribe()
            this.#sending -= 1
            this.note(recordedBy(op.path))
          }
        })
      }
  }
}
