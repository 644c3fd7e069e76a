import type { Position } from "@alphas/domain/changes/position"
import type { Sql } from "postgres"
import { afterEach, expect, test } from "vitest"
import type { LogRow } from "./log"
import { Tail } from "./tail"

const at = (tx: bigint, seq = 1): LogRow => ({
  ...{ epoch: 1, tx, seq, at: "2026-05-01T08:00:00.000Z", verb: "test.write", entity: "settings" as const },
  ...{ entityId: "", clientId: null, campaignId: null, actorId: null, people: [] },
})

let looks: number
let taken: bigint[]
let tail: Tail

/** A tail that stands at transaction 10, over a log in which nothing else is to be read. */
function follow(take: (rows: LogRow[]) => Promise<void> = async () => undefined): void {
  looks = 0
  taken = []
  const sql = Object.assign(
    async (text: TemplateStringsArray) => {
      if (text[0]?.includes("with bound")) looks++
      return []
    },
    // As much of the driver as a look at the log needs.
  ) as unknown as Sql
  const start: Position = { epoch: 1, tx: 10n, seq: 1 }
  tail = new Tail(start, {
    sql,
    pageSize: 100,
    pollEvery: 60_000,
    take: async (rows) => {
      await take(rows)
      taken.push(...rows.map(({ tx }) => tx))
    },
    peek: () => undefined,
    peekBeyond: async () => undefined,
    failed: () => undefined,
  })
}
const pause = (milliseconds = 30) => new Promise((resolve) => setTimeout(resolve, milliseconds))

afterEach(() => tail.close())

test("a row of this process that stands directly after what was read is told without a look", async () => {
  follow()
  await pause()
  const before = looks
  tail.offer({ row: at(11n), after: at(10n) })
  await pause()
  tail.offer({ row: at(14n), after: at(11n) })
  await pause()
  expect(taken).toEqual([11n, 14n])
  expect(looks).toBe(before)
})

test("one that stands after something else is looked for, and never told on its own", async () => {
  follow()
  await pause()
  const before = looks
  tail.offer({ row: at(12n), after: at(11n) })
  await pause()
  tail.offer({ row: at(10n), after: at(9n) })
  await pause()
  expect(taken).toEqual([])
  expect(looks).toBe(before + 2)
})

test("of several at once, or beside a wake-up from elsewhere, all are looked for", async () => {
  follow()
  await pause()
  const before = looks
  tail.offer({ row: at(11n), after: at(10n) })
  tail.offer({ row: at(12n), after: at(11n) })
  await pause()
  tail.wake()
  tail.offer({ row: at(11n), after: at(10n) })
  await pause()
  tail.offer({ row: at(11n), after: at(10n) })
  tail.wake()
  await pause()
  expect(taken).toEqual([])
  expect(looks).toBe(before + 3)
})

test("one that could not be told is looked for afterwards", async () => {
  let refuses = true
  follow(async () => {
    if (refuses) throw new Error("Postgres went away.")
  })
  await pause()
  const before = looks
  tail.offer({ row: at(11n), after: at(10n) })
  await pause()
  refuses = false
  await expect.poll(() => looks, { timeout: 2_000 }).toBeGreaterThan(before)
  expect(taken).toEqual([])
})
