import {
  partialMatchKey,
  type Query,
  type QueryClient,
  type QueryKey,
  useQueryClient,
} from "@tanstack/react-query"

/** How the answers of the queries below a key show a change. */
export interface Shown<Answer> {
  queryKey: QueryKey
  /** Puts the change into an answer; `saved` is what the server has answered, null until then. */
  show: (data: unknown, saved: Answer | null) => unknown
}

/** Something that a person changes, and that a page shows before the server has it. */
export interface Change<Answer> {
  /** Changes of one line are sent one after the other: those of a row, a board, a plan, a week. */
  line: string
  shows: readonly Shown<Answer>[]
  /** Sends it when its turn comes. `before` is the answer to the change before it in the line, if that still ran. */
  send: (before: unknown) => Promise<Answer>
}

/** Shows a change in the answers below a key, which names the queries and so the type of their answers. */
export const shownIn = <Data, Answer = unknown>(
  queryKey: QueryKey,
  show: (data: Data, saved: Answer | null) => Data,
): Shown<Answer> => ({ queryKey, show: (data, saved) => show(data as Data, saved) })

interface Waiting {
  touches: (query: Query) => boolean
  show: (query: Query, data: unknown) => unknown
}

/**
 * The changes that are on their way to the server. A page shows what the server said last with the unanswered changes on
 * top, in their order: an answer that is fetched in between hides none of them, and a refusal takes back only what was
 * refused, whatever others have changed meanwhile.
 */
export class ChangeQueue {
  readonly #queries: QueryClient
  readonly #waiting = new Set<Waiting>()
  /** What the server said last, by the hash of the query, while changes lie on top of it. */
  readonly #said = new Map<string, unknown>()
  readonly #lines = new Map<string, { end: Promise<void>; answer: unknown }>()

  constructor(queries: QueryClient) {
    this.#queries = queries
    queries.getQueryCache().subscribe((event) => {
      if (event.type !== "updated" || event.action.type !== "success" || event.action.manual) return
      const { query } = event
      if (![...this.#waiting].some((change) => change.touches(query))) return
      this.#said.set(query.queryHash, query.state.data)
      this.#draw(query)
    })
  }

  /** What the server said last about a query, with the changes that it has saved since and no other. */
  said(queryKey: QueryKey): unknown {
    const query = this.#queries.getQueryCache().find({ queryKey })
    return query && (this.#said.get(query.queryHash) ?? query.state.data)
  }

  /** Shows a change, and sends it when its turn comes. @throws what `send` throws, once the page no longer shows it. */
  run<Answer>({ line, shows, send }: Change<Answer>): Promise<Answer> {
    const saved: { answer: Answer | null } = { answer: null }
    const of = (query: Query) => shows.filter(({ queryKey }) => partialMatchKey(query.queryKey, queryKey))
    const change: Waiting = {
      touches: (query) => of(query).length > 0,
      show: (query, data) => of(query).reduce((now, { show }) => show(now, saved.answer), data),
    }
    this.#waiting.add(change)
    this.#drawAll(change)

    const place = this.#lines.get(line) ?? { end: Promise.resolve(), answer: undefined }
    this.#lines.set(line, place)
    const sent = place.end.then(() => send(place.answer))
    const end = sent
      .then(
        (answer) => {
          saved.answer = answer
          place.answer = answer
          for (const query of this.#touchedBy(change)) {
            const { queryHash } = query
            if (this.#said.has(queryHash))
              this.#said.set(queryHash, change.show(query, this.#said.get(queryHash)))
          }
        },
        () => undefined,
      )
      .then(() => {
        this.#waiting.delete(change)
        this.#drawAll(change)
        if (place.end === end) this.#lines.delete(line)
      })
    place.end = end
    return end.then(() => sent)
  }

  #touchedBy(change: Waiting): Query[] {
    return this.#queries.getQueryCache().findAll({ predicate: change.touches })
  }

  #drawAll(change: Waiting): void {
    for (const query of this.#touchedBy(change)) {
      // Whoever may read it no more is not shown it again.
      if (query.state.data === undefined) this.#said.delete(query.queryHash)
      else {
        if (!this.#said.has(query.queryHash)) this.#said.set(query.queryHash, query.state.data)
        this.#draw(query)
      }
    }
  }

  #draw(query: Query): void {
    const on = [...this.#waiting].filter((change) => change.touches(query))
    const shown = on.reduce((data, change) => change.show(query, data), this.#said.get(query.queryHash))
    if (on.length === 0) this.#said.delete(query.queryHash)
    // As old as it was: it is still the same answer.
    this.#queries.setQueryData(query.queryKey, shown, { updatedAt: query.state.dataUpdatedAt })
  }
}

const queues = new WeakMap<QueryClient, ChangeQueue>()

/** The queue of the page's changes. */
export function useChangeQueue(): ChangeQueue {
  const queries = useQueryClient()
  const queue = queues.get(queries) ?? new ChangeQueue(queries)
  queues.set(queries, queue)
  return queue
}
