import { setTimeout as sleep } from "node:timers/promises"
import { parseArgs } from "node:util"
import { appendChanges } from "@alphas/changes/record"
import { Wake } from "@alphas/changes/wake"
import { connectRedis } from "@alphas/db/redis"
import { testDatabase } from "@alphas/db/testing"
import { newId } from "@alphas/domain/ids"
import { startRedis } from "@alphas/local/redis"
import { startPair } from "../pair"
import { showProgress } from "../progress"
import { makeAgency, pick } from "./live/agency"
import { startBalancer } from "./live/balancer"
import { compare, type Verdict } from "./live/compare"
import { passBy } from "./live/passers-by"
import { Pace, Storm } from "./live/storm"
import { Book, Subscriber } from "./live/subscriber"
import { editClient, type Written, writePairs } from "./live/writers"

/** Two socket servers, writers that overtake each other, cut sockets and kills: everybody gets exactly their events. */
interface Options {
  events: number
  subscribers: number
  sockets: number
  kills: number
}

const legs = ["with Redis", "without Redis", "with Redis killed midway"] as const
type Leg = (typeof legs)[number]

/** Rows that a reader may be behind before writers wait for it: the feed remembers 20,000. */
const furthestBehind = 12_000
/** Pairs of transactions at the same time. */
const writers = 6

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      events: { type: "string", default: "100000" },
      subscribers: { type: "string", default: "50" },
      sockets: { type: "string", default: "1000" },
      kills: { type: "string", default: "20" },
      leg: { type: "string" },
    },
  })
  const number = (text: string) => Number.parseInt(text, 10)
  const options: Options = {
    events: number(values.events),
    subscribers: number(values.subscribers),
    sockets: number(values.sockets),
    kills: number(values.kills),
  }
  for (const leg of legs) {
    if (values.leg === undefined || leg === values.leg) await run(leg, options)
  }
}

async function run(leg: Leg, options: Options): Promise<void> {
  const stops: (() => Promise<unknown>)[] = []
  try {
    const database = await testDatabase({ pool: writers * 2 + 4 })
    stops.push(() => database.drop())
    const { db, sql } = database.connection
    const redis = leg === "without Redis" ? null : await startRedis()
    if (redis === null && leg !== "without Redis")
      throw new Error("This proof needs redis-server on the PATH.")
    if (redis !== null) stops.push(() => redis.stop())
    const wakeThrough = redis === null ? null : connectRedis(redis.url)
    stops.push(async () => wakeThrough?.disconnect())
    const wake = new Wake(sql, wakeThrough)
    const agency = await makeAgency(db, options.subscribers)
    const pair = await startPair(database.url, redis?.url, { DATABASE_POOL: "5" })
    stops.push(() => pair.stop())
    const balancer = await startBalancer(pair.up)
    stops.push(() => balancer.close())
    const url = `http://127.0.0.1:${balancer.port}`
    const book = new Book()
    const subscribers = agency.listening.map((person) => new Subscriber(person, url, book))
    stops.push(async () => subscribers.forEach((subscriber) => void subscriber.close()))
    await within(60, "Not everybody was ready.", () => subscribers.every((each) => each.began !== undefined))

    const written: Written = { events: 0, overtakings: 0, rolledBack: 0, mutations: 0 }
    const storm = new Storm(pair, options, written)
    const pace = new Pace(
      storm,
      subscribers,
      async () => {
        const [row] = await sql<{ newest: string }[]>`select last_value as newest from changes_seq_seq`
        return Number(row?.newest ?? 0)
      },
      furthestBehind,
    )
    stops.push(async () => pace.close())
    const killRedis = storm.at(0.5, () => {
      if (leg === "with Redis killed midway" && redis !== null) process.kill(redis.pid, "SIGKILL")
    })
    const passing = storm.spread(options.sockets, () =>
      passBy(pick(pair.ports), agency, book.positions[Math.floor(Math.random() * book.positions.length)]),
    )
    const cutting = storm.spread(options.subscribers * 2, async () => void balancer.cutOne())

    const telling = showProgress(() => `${leg}: ${written.events} of ${options.events} events`)
    stops.push(async () => telling())
    const started = performance.now()
    const all = { db, wake, agency, written, events: options.events, mayWrite: () => pace.mayWrite() }
    await Promise.all([
      ...Array.from({ length: writers }, () => writePairs(all)),
      ...agency.writers.map((writer) => editClient(all, writer, url)),
      storm.killThem(),
      passing,
      cutting,
      killRedis,
    ])
    const seconds = (performance.now() - started) / 1000
    telling()
    await pair.settled()

    const marker = newId()
    await db.transaction(async (tx) => {
      const author = { actorId: null, channel: "system", tokenId: null, requestId: null } as const
      await appendChanges(tx, author, "prove.live", [{ entity: "settings", id: marker }])
    })
    wake.afterCommit()
    const arrived = await within(60, null, () => subscribers.every((each) => each.last === marker))
    // What is told twice comes after all.
    await sleep(2_000)
    const connections = subscribers.reduce((sum, each) => sum + each.connections, 0)
    report(leg, options, written, { seconds, arrived, connections })
    judge(await compare(sql, book, subscribers))
  } finally {
    for (const stop of stops.reverse()) await stop()
  }
}

/** Waits until it holds, at most so many seconds; then false, or the error of this sentence. */
async function within(seconds: number, sentence: string | null, holds: () => boolean): Promise<boolean> {
  for (const until = Date.now() + seconds * 1000; !holds(); await sleep(20)) {
    if (Date.now() < until) continue
    if (sentence !== null) throw new Error(sentence)
    return false
  }
  return true
}

function report(
  leg: Leg,
  options: Options,
  written: Written,
  run: { seconds: number; arrived: boolean; connections: number },
): void {
  const { events, overtakings, rolledBack, mutations } = written
  const count = (figure: number) => Math.round(figure).toLocaleString("en")
  console.log(
    `${leg}: ${count(events)} events in ${run.seconds.toFixed(1)} s (${count(events / run.seconds)}/s), ` +
      `${count(mutations)} of them edits over HTTP`,
  )
  console.log(
    `  ${count(overtakings)} transactions overtaken, ${count(rolledBack)} more rolled back, ${options.kills} kills, ` +
      `${count(options.sockets)} sockets cut, ${count(run.connections)} connections of ${options.subscribers} subscribers`,
  )
  if (!run.arrived) console.log("  Not everybody got the last event within a minute.")
}

function judge(verdict: Verdict): void {
  const { lost, repeated, outOfOrder, notTheirs, altered, resets, ended } = verdict
  console.log(
    `  ${verdict.delivered.toLocaleString("en")} deliveries: ${lost} lost, ${repeated} repeated, ${outOfOrder} out of order, ` +
      `${notTheirs} not theirs, ${altered} altered, ${resets} resets, ${ended} ended`,
  )
  for (const example of verdict.examples) console.log(`    ${example.slice(0, 400)}`)
  if (lost + repeated + outOfOrder + notTheirs + altered + resets + ended > 0) process.exitCode = 1
}

await main()
