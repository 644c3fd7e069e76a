/** A message on its way to a subscriber: what every transport needs of it. */
export interface Wire {
  /** From where a reader who has it goes on; null for what is not tracked. */
  readonly position: string | null
  /** The data as JSON, made once however many are sent it. */
  readonly json: string
}

/** Where a stream's messages go. */
export interface StreamSink<Message> {
  /** Whether it takes more just now; when it does again, its owner calls `pump`. */
  readonly ready: boolean
  /** `more`: another may follow in this very turn, so that both can go in one write. */
  write(message: Message, more: boolean): void
  /** Nothing more comes; with an error when the subscriber may not have it. */
  end(error?: Error): void
}

/** A stream that runs. */
export interface Flow {
  pump(): void
  close(): void
}

/** Messages that an iterating reader has not taken yet; more wait at the source. */
const queueLength = 64

/**
 * What a subscription returns: an async iterable, so that every caller of a tRPC router can read it, and a source that
 * our socket server attaches to, which hands on what was serialised once instead of an object for each subscriber.
 */
export class LiveStream<Message extends Wire, Item> implements AsyncIterable<Item> {
  constructor(
    /** Begins to send to a sink. */
    readonly attach: (sink: StreamSink<Message>) => Flow,
    private readonly itemOf: (message: Message) => Item,
  ) {}

  [Symbol.asyncIterator](): AsyncIterator<Item, undefined> {
    const queue: Message[] = []
    let ended: { error: Error | undefined } | undefined
    let wake: (() => void) | undefined
    const flow = this.attach({
      get ready() {
        return queue.length < queueLength
      },
      write(message) {
        queue.push(message)
        wake?.()
      },
      end(error) {
        ended ??= { error }
        wake?.()
      },
    })
    const finish = () => {
      flow.close()
      ended = { error: undefined }
      queue.length = 0
      wake?.()
    }
    return {
      next: async () => {
        for (;;) {
          const message = queue.shift()
          if (message !== undefined) {
            if (queue.length === 0) flow.pump()
            return { done: false, value: this.itemOf(message) }
          }
          if (ended !== undefined) {
            const { error } = ended
            finish()
            if (error !== undefined) throw error
            return { done: true, value: undefined }
          }
          await new Promise<void>((resolve) => {
            wake = resolve
          })
        }
      },
      return: async () => {
        finish()
        return { done: true, value: undefined }
      },
    }
  }
}
