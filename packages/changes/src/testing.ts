import { connect, type Tx } from "@alphas/db/connection"
import type { TestDatabase } from "@alphas/db/testing"
import { newId } from "@alphas/domain/ids"
import type { Message } from "./message"
import { appendChanges, type Change } from "./record"
import type { Sink } from "./subscriber"

const author = { actorId: null, channel: "system", tokenId: null, requestId: null } as const

/** Appends rows to the log inside a transaction, as a mutation does. */
export const append = (tx: Tx, ...changes: Change[]): Promise<void> =>
  appendChanges(tx, author, "test.write", changes)

/** A change of the settings, which everybody hears of; the id tells one from another. */
export const announcement = (id: string = newId()): Change => ({ entity: "settings", id })

/** A transaction that stays open until it is told to end, on a connection of its own. */
export async function openTransaction(
  database: TestDatabase,
): Promise<{ tx: Tx; commit(): Promise<void>; close(): Promise<void> }> {
  const connection = connect(database.url, { pool: 1 })
  let finish: () => void = () => undefined
  const finished = new Promise<void>((resolve) => {
    finish = resolve
  })
  let done: Promise<void> = Promise.resolve()
  const tx = await new Promise<Tx>((resolve, reject) => {
    done = connection.db.transaction(async (open) => {
      resolve(open)
      await finished
    })
    done.catch(reject)
  })
  return {
    tx,
    commit: () => {
      finish()
      return done
    },
    close: async () => {
      finish()
      await done
      await connection.close()
    },
  }
}

/** Collects what a subscriber is sent, and waits for it. */
export class Inbox implements Sink {
  readonly messages: Message[] = []
  ready = true
  private waiting: (() => void) | undefined

  write(message: Message): void {
    this.messages.push(message)
    this.waiting?.()
  }

  /** The ids of the changes that came, in order. */
  get ids(): string[] {
    return this.messages.flatMap(({ event }) => (event.kind === "change" ? [event.id] : []))
  }

  get kinds(): string[] {
    return this.messages.map(({ event }) => event.kind)
  }

  /** The position to go on from. */
  get last(): string {
    return this.messages.at(-1)?.position ?? ""
  }

  /** Settles when the messages are as wished; fails with what came after `milliseconds`. */
  async until(wished: (inbox: this) => boolean, milliseconds = 5_000): Promise<void> {
    const deadline = Date.now() + milliseconds
    while (!wished(this)) {
      const left = deadline - Date.now()
      if (left <= 0)
        throw new Error(`Waited in vain; so far came ${JSON.stringify(this.messages.map((m) => m.event))}`)
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left)
        this.waiting = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
  }
}
