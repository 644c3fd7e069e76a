import { parseArgs } from "node:util"
import { startRedis } from "@alphas/local/redis"
import { percentile } from "../measure"
import { openAgency } from "./revocation/agency"
import { kinds } from "./revocation/kinds"
import { type Measured, play } from "./revocation/round"

/** Sign-outs, disablings and role changes while sockets are open: nothing comes through more than a second later. */
const legs = ["with Redis", "without Redis", "with Redis killed midway"] as const
type Leg = (typeof legs)[number]

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      rounds: { type: "string", default: "1000" },
      "at-once": { type: "string", default: "20" },
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
  const started = performance.now()
  try {
    let next = 0
    const player = async () => {
      while (next < rounds) {
        const number = next++
        if (leg === "with Redis killed midway" && number === Math.floor(rounds / 2) && redis !== null)
          process.kill(redis.pid, "SIGKILL")
        const [name, make] = Object.entries(kinds)[number % Object.keys(kinds).length] ?? []
        if (name === undefined || make === undefined) continue
        const measured = await play(agency, await make(agency))
        all.lastEvent.push(...measured.lastEvent)
        all.closed.push(...measured.closed)
        all.lastCall.push(...measured.lastCall)
        all.wrong.push(...measured.wrong.map((sentence) => `somebody ${name}: ${sentence}`))
      }
    }
    await Promise.all(Array.from({ length: atOnce }, player))
  } finally {
    await agency.close()
    await redis?.stop()
  }
  report(leg, rounds, all, (performance.now() - started) / 1000)
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
