import { setTimeout as sleep } from "node:timers/promises"
import { appendChanges, type Change } from "@alphas/changes/record"
import type { Wake } from "@alphas/changes/wake"
import { createAlphas } from "@alphas/client"
import type { Db, Tx } from "@alphas/db/connection"
import { newId } from "@alphas/domain/ids"
import { type Agency, pick } from "./agency"

/** What has been written so far. */
export interface Written {
  events: number
  /** Transactions that began after another one and were committed before it. */
  overtakings: number
  rolledBack: number
  /** Calls of `clients.update` over HTTP that were answered. */
  mutations: number
}

export interface WritersOptions {
  db: Db
  wake: Wake
  agency: Agency
  /** Settles when one more transaction may be written: not faster than readers take it. */
  mayWrite: () => Promise<void>
  written: Written
  /** Events to write in all. */
  events: number
}

class RollBack extends Error {}

/** Something that one waits for and another brings about. */
function signal() {
  let resolve: () => void = () => undefined
  let reject: (error: unknown) => void = () => undefined
  const promise = new Promise<void>((settle, fail) => {
    resolve = settle
    reject = fail
  })
  return { promise, resolve, reject }
}

const between = (low: number, high: number) => low + Math.floor(Math.random() * (high - low + 1))

/** A change of some kind, of some client, concerning some of those who listen. */
function someChange({ clientIds, listening, writers }: Agency): Change {
  const clientId = pick(clientIds)
  const somebody = () => pick([...listening, ...writers]).id
  const id = newId()
  const dice = Math.random()
  if (dice < 0.4) return { entity: "client", id: clientId, clientId, people: dice < 0.02 ? [somebody()] : [] }
  if (dice < 0.65) return { entity: "contact", id, clientId }
  if (dice < 0.69) return { entity: "client_member", id: clientId, clientId, people: [somebody()] }
  if (dice < 0.74) return { entity: "user", id: somebody() }
  if (dice < 0.82) return { entity: "session", id, people: dice < 0.76 ? [] : [somebody()] }
  if (dice < 0.88) return { entity: "api_token", id, people: [somebody(), somebody()] }
  if (dice < 0.93) return { entity: "client_import", id, people: [somebody()] }
  if (dice < 0.97) return { entity: "invitation", id, clientId: dice < 0.95 ? clientId : null }
  return { entity: "settings", id }
}

async function append(tx: Tx, { agency }: WritersOptions, count: number): Promise<void> {
  const actor = pick([...agency.listening, ...agency.writers])
  const author = { actorId: actor.id, channel: "system", tokenId: null, requestId: null } as const
  const some = Array.from({ length: count }, () => someChange(agency))
  await appendChanges(tx, author, "prove.live", some)
}

/**
 * Writes pairs of transactions until there are enough: the first begins, writes and stays open while the second begins,
 * writes and commits; then it writes once more and commits, or rolls back.
 */
export async function writePairs(options: WritersOptions): Promise<void> {
  const { db, wake, written } = options
  while (written.events < options.events) {
    await options.mayWrite()
    const [before, between_, after] = [between(1, 15), between(1, 15), between(1, 10)]
    const rollsBack = Math.random() < 0.05
    const opened = signal()
    const overtaken = signal()
    const slow = db
      .transaction(async (tx) => {
        await append(tx, options, before)
        opened.resolve()
        await overtaken.promise
        await sleep(between(0, 25))
        await append(tx, options, after)
        if (rollsBack) throw new RollBack()
      })
      .then(() => {
        written.events += before + after
        written.overtakings++
      })
      .catch((error: unknown) => {
        opened.reject(error)
        if (!(error instanceof RollBack)) throw error
        written.rolledBack++
      })
    await opened.promise
    await db.transaction(async (tx) => {
      await append(tx, options, between_)
      await sleep(between(0, 5))
    })
    written.events += between_
    wake.afterCommit()
    overtaken.resolve()
    await slow
    wake.afterCommit()
  }
}

/** Edits one client over HTTP through the published client until there are enough events. */
export async function editClient(
  options: WritersOptions,
  writer: Agency["writers"][number],
  url: string,
): Promise<void> {
  const alphas = createAlphas({ url, token: writer.token })
  const id = writer.clientId
  let version = 1
  while (options.written.events < options.events) {
    await options.mayWrite()
    try {
      const saved = await alphas.clients.update.mutate({ id, version, changes: { city: newId() } })
      version = saved.version
      options.written.mutations++
      options.written.events++
    } catch {
      // Both servers were down for longer than the client tries; it may have been carried out all the same.
      version = await alphas.clients.get.query({ id }).then(
        (client) => client.version,
        () => version,
      )
    }
    await sleep(between(10, 60))
  }
}
