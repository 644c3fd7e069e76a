import { monitorEventLoopDelay } from "node:perf_hooks"
import { parseArgs } from "node:util"
import { startRedis } from "@alphas/local/redis"
import { percentile } from "../measure"
import { showProgress } from "../progress"
import { type Agency, openAgency } from "./revocation/agency"
import { kinds } from "./revocation/kinds"
import { type Measured, play } from "./revocation/round"

/** Sign-outs, disablings and role changes while sockets are open: nothing comes through more than a second later. */
const legs = ["with Redis", "without Redis", "with Redis killed midway"] as const
const kindNames = Object.keys(kinds)
type Leg = (typeof legs)[number]

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      rounds: { type: "string", default: "1000" },
      "at-once": { type: "string", default: "10" },
      leg: { type: "string" },
    },
  })
  const [rounds, atOnce] = [values.rounds, values["at-once"]].map((text) => Number.parseInt(text, 10))
  for (const leg of legs) {
    if (values.leg === undefined || leg === values.leg) await run(leg, rounds ?? 0, atOnce ?? 1)
  }
}

async function run(leg: Leg, rounds: number, atOnce: number): Promise<void> {
  const redis = leg === "without Redis" ? null : await startRedis()
  if (redis === null && leg !== "without Redis") throw new Error("This proof needs redis-server on the PATH.")
  const agency = await openAgency(redis?.url)
  const all: Measured = { lastEvent: [], closed: [], lastCall: [], wrong: [] }
  let played = 0
  const lag = monitorEventLoopDelay()
  let seconds = 0
  try {
    // Servers that have only just started are slow; these are not counted.
    await playAll(agency, kindNames.length * 2, atOnce, () => undefined)
    const telling = showProgress(() => `${leg}: ${played} of ${rounds} revocations`)
    const started = performance.now()
    lag.enable()
    const killAt = leg === "with Redis killed midway" ? Math.floor(rounds / 2) : -1
    await playAll(agency, rounds, atOnce, (measured, number) => {
      played = number + 1
      if (number === killAt && redis !== null) process.kill(redis.pid, "SIGKILL")
      all.lastEvent.push(...measured.lastEvent)
      all.closed.push(...measured.closed)
      all.lastCall.push(...measured.lastCall)
      all.wrong.push(...measured.wrong)
    })
    seconds = (performance.now() - started) / 1000
    telling()
  } finally {
    await agency.close()
    await redis?.stop()
  }
  report(leg, rounds, all, seconds)
  console.log(`  (this process itself was late by ${Math.round(lag.max / 1e6)} ms at most)`)
}

/** Plays so many rounds of every kind in turn, several at once; `done` is told of each with the count of those before. */
async function playAll(
  agency: Agency,
  rounds: number,
  atOnce: number,
  done: (measured: Measured, number: number) => void,
): Promise<void> {
  let begun = 0
  let ended = 0
  const player = async () => {
    while (begun < rounds) {
      const name = kindNames[begun++ % kindNames.length] ?? ""
      const make = kinds[name]
      if (make === undefined) continue
      const measured = await play(agency, await make(agency))
      const wrong = measured.wrong.map((sentence) => `somebody ${name}: ${sentence}`)
      done({ ...measured, wrong }, ended++)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, player))
}

function report(leg: Leg, rounds: number, all: Measured, seconds: number): void {
  console.log(`${leg}: ${rounds} revocations in ${seconds.toFixed(1)} s`)
  const figures = [
    ["last event after the answer", all.lastEvent, "sockets"],
    ["socket closed after the answer", all.closed, "sockets"],
    ["last call accepted after the answer", all.lastCall, "callers"],
  ] as const
  for (const [name, values, what] of figures) {
    const [p50, p99, max] = [0.5, 0.99, 1].map((share) => `${Math.round(percentile([...values], share))} ms`)
    console.log(`  ${name.padEnd(38)} p50 ${p50}, p99 ${p99}, max ${max} (${values.length} ${what})`)
  }
  for (const sentence of all.wrong.slice(0, 20)) console.log(`  ${sentence}`)
  console.log(`  ${all.wrong.length} too late or otherwise wrong`)
  if (all.wrong.length > 0) process.exitCode = 1
}

await main()
