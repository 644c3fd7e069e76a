import { fork } from "node:child_process"
import { once } from "node:events"
import { readdir } from "node:fs/promises"
import { setTimeout as sleep } from "node:timers/promises"
import { fileURLToPath } from "node:url"
import { megabytes, milliseconds, Report } from "../measure"
import { showProgress } from "../progress"
import { type Server, startAlphas, startPages, webOrigin, withServers } from "../servers"
import { openWorld } from "../world"
import type { Tries } from "./abuse/attacks"
import { kinds, noWaits, p99, type Waits, work } from "./abuse/ordinary"

/** A minute (or so many seconds) of hostile frames, bodies, lines and floods: people who work hardly notice, and nothing stays behind. */
const seconds = Number(process.argv[2] ?? 60)
if (!Number.isInteger(seconds) || seconds < 5) {
  console.error(
    `${process.argv[2]} is no number of seconds. Name a whole one from 5, such as: npm run prove -- abuse 60`,
  )
  process.exit(2)
}

/** Descriptors that the pools of a server may have opened since, and which are no leak. */
const spare = 8
/** Resident memory after the attack, over what it was before. */
const growth = 1.25

/** Seconds of one slice with attacks, and of one without: what else the machine does meets both alike. */
const slice = 5

type Servers = { web: Server; ws: Server }
type Both = { web: Waits; ws: Waits }

/** The attackers' process. */
class Attacker {
  private readonly child = fork(fileURLToPath(new URL("./abuse/attacker.ts", import.meta.url)), {
    execArgv: ["--import", "tsx"],
  })
  /** All that was tried so far. */
  readonly tries = new Map<string, { tries: number; bytes: number }>()

  constructor(private readonly servers: Servers) {}

  async attack(length: number): Promise<void> {
    const target = ({ port }: Server) => ({ port, origin: webOrigin })
    const told = once(this.child, "message")
    this.child.send({ web: target(this.servers.web), ws: target(this.servers.ws) })
    await sleep(length * 1000)
    this.child.send("stop")
    const [tries] = (await told) as [Tries] // what attacker.ts sends
    for (const { name, tries: count, bytes } of tries) {
      const before = this.tries.get(name) ?? { tries: 0, bytes: 0 }
      this.tries.set(name, { tries: before.tries + count, bytes: before.bytes + bytes })
    }
  }

  async end(): Promise<void> {
    const gone = once(this.child, "exit")
    this.child.kill()
    await gone
  }
}

/** Two people work, one through each server, while `meanwhile` goes on; what they waited is added to `waits`. */
async function measured(
  servers: Servers,
  cookies: string[],
  waits: Both,
  meanwhile: () => Promise<unknown>,
): Promise<void> {
  let running = true
  const person = (name: "web" | "ws", cookie: string | undefined) => {
    const server = { url: `http://127.0.0.1:${servers[name].port}`, pages: name === "web" }
    return work(server, { cookie: cookie ?? "", origin: webOrigin }, waits[name], () => running)
  }
  const working = Promise.all([person("web", cookies[0]), person("ws", cookies[1])])
  await meanwhile()
  running = false
  await working
}

interface State {
  descriptors: number
  memory: number
}
const stateOf = async (server: Server): Promise<State> => ({
  descriptors: (await readdir(`/proc/${server.pid}/fd`)).length,
  memory: await server.memory(),
})

/** What is left once the server had time to let go: the least that it comes down to in ten seconds. */
async function settled(server: Server): Promise<State> {
  const least = await stateOf(server)
  for (let n = 0; n < 20; n++) {
    await sleep(500)
    const now = await stateOf(server)
    least.descriptors = Math.min(least.descriptors, now.descriptors)
    least.memory = Math.min(least.memory, now.memory)
  }
  return least
}

const nothing = (): Both => ({ web: noWaits(), ws: noWaits() })

async function play(servers: Servers, cookies: string[], report: Report): Promise<void> {
  const attacker = new Attacker(servers)
  const { web, ws } = servers
  let attacked = 0
  const telling = showProgress(() => `${attacked} of ${seconds} seconds of attacks`)
  try {
    // Heaps grow and pools fill under any load; what is measured is whether as much of it again leaves more behind.
    await measured(servers, cookies, nothing(), () => attacker.attack(seconds))
    const before = { web: await settled(web), ws: await settled(ws) }
    const [calm, hurt] = [nothing(), nothing()]
    for (; attacked < seconds; attacked += slice) {
      await measured(servers, cookies, calm, () => sleep(slice * 1000))
      await measured(servers, cookies, hurt, () => attacker.attack(slice))
      await sleep(500)
    }
    const after = { web: await settled(web), ws: await settled(ws) }
    telling()
    for (const [name, { tries, bytes }] of attacker.tries) {
      const each = `${Math.round(bytes / Math.max(1, tries))} bytes answered each`
      if (tries === 0) report.must(name, false, "never tried")
      else report.line(name, tries.toLocaleString("en"), each)
    }
    for (const name of ["web", "ws"] as const)
      tell(report, name, { calm: calm[name], hurt: hurt[name], before: before[name], after: after[name] })
  } finally {
    telling()
    await attacker.end()
  }
}

function tell(
  report: Report,
  name: string,
  { calm, hurt, before, after }: { calm: Waits; hurt: Waits; before: State; after: State },
): void {
  const failed = [...calm.failed, ...hurt.failed]
  report.must(`${name}: every call of ordinary people answered`, failed.length === 0, failed[0] ?? "")
  for (const kind of kinds) {
    if (hurt[kind].length === 0) continue
    const calls = `${calm[kind].length} calls, and ${hurt[kind].length}`
    report.line(`${name}: p99 of a ${kind} without attacks`, milliseconds(p99(calm[kind])), calls)
    report.line(`${name}: p99 of a ${kind} under attack`, milliseconds(p99(hurt[kind])))
  }
  const all = ({ read, write, page }: Waits) => p99([...read, ...write, ...page])
  report.bar(`${name}: p99 under attack over that without`, all(hurt) / all(calm), "at most", 3)
  report.line(`${name}: descriptors before`, String(before.descriptors))
  report.bar(`${name}: descriptors after`, after.descriptors, "at most", before.descriptors + spare, 0)
  report.line(`${name}: memory before`, megabytes(before.memory), `${megabytes(after.memory)} after`)
  report.bar(`${name}: memory after over that before`, after.memory / before.memory, "at most", growth)
}

const report = new Report(`Abuse: ${seconds} s of attacks on the pages' server and on ws`)
const world = await openWorld(1_000)
try {
  await withServers(async (start) => {
    const redis = process.env.ALPHAS_TEST_REDIS || undefined
    const web = await start(startPages(world.url, redis))
    const ws = await start(startAlphas(world.url, redis))
    await play({ web, ws }, world.cookies, report)
  })
} finally {
  await world.drop()
}
report.end()
