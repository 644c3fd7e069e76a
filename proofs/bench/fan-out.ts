/** A change told to 500 subscribers: against bare ws that serialises once and sends to all. */
import { randomUUID } from "node:crypto"
import { setTimeout as sleep } from "node:timers/promises"
import { monotonic } from "../clock"
import { ask, load, request } from "../load"
import { inRounds, milliseconds, percentile, perSecond, Report } from "../measure"
import { type Server, startAlphas, startBaseline, webOrigin, withServers } from "../servers"
import { Swarm } from "../swarm"
import { openWorld } from "../world"

const rounds = Number(process.argv[2] ?? 5)
const subscribers = 500
/**
 * Changes that are told one by one in a round, so many milliseconds apart. Of fewer than a hundred the p99 is the worst
 * of all, which says more about the machine than about either server.
 */
const changes = 200
const apart = 40

interface Party {
  name: string
  server: Server
  swarm: Swarm
  request: (number: number) => Buffer
}

const world = await openWorld(1_000)
const run = Date.now().toString(36)
const body = (number: number) => JSON.stringify({ name: `Fjord ${run} ${number}`, currency: "EUR" })
const cookieOf = (number: number) => world.cookies[number % world.cookies.length] ?? ""
let made = 0

const report = new Report(`A change told to ${subscribers} subscribers`)
const redis = report.redis("alphas with Redis")
try {
  // One after the other, for each of our servers tells its own readers of what the other one writes.
  await against("alphas", undefined)
  if (redis) await against("alphas with Redis", redis)
  report.end()
} finally {
  await world.drop()
}

async function against(name: string, redisUrl: string | undefined): Promise<void> {
  const swarms = [new Swarm(), new Swarm()] as const
  await withServers(async (start) => {
    const bare: Party = {
      name: "bare",
      server: await start(startBaseline("bare-ws", world.url)),
      swarm: swarms[0],
      request: (number) => request("POST", "/", {}, body(number)),
    }
    const alphas: Party = {
      name,
      server: await start(startAlphas(world.url, redisUrl)),
      swarm: swarms[1],
      request: ours,
    }
    const parties = [bare, alphas]
    for (const party of parties) await listen(party)
    for (const party of parties) await delays(party)
    const subjects = (turn: (party: Party) => Promise<number>) =>
      parties.map((party) => ({ name: party.name, turn: () => turn(party) }))
    const delay = await inRounds(subjects(delays), rounds)
    const rate = await inRounds(subjects(busy), rounds)
    for (const party of parties) {
      report.line(`${party.name}: p99 from the call to the reader`, milliseconds(delay.figure(party.name)))
      report.line(`${party.name}: messages when busy`, perSecond(rate.figure(party.name)))
    }
    report.bar(`${name} over bare: p99`, delay.ratio(name, "bare"), "at most", 1.3)
    report.bar(`${name} over bare: messages when busy`, rate.ratio(name, "bare"), "at least", 0.5)
  }).finally(() => Promise.all(swarms.map((swarm) => swarm.end())))
}

function listen({ name, server, swarm }: Party): Promise<void> {
  const bare = name === "bare"
  return swarm.open({
    port: server.port,
    path: "/",
    headers: world.cookies.map((cookie) => ({ cookie, origin: webOrigin })),
    count: subscribers,
    hello: bare ? null : '{"id":1,"method":"subscription","params":{"path":"changes.live"}}',
    ready: bare ? null : '"kind":"ready"',
  })
}

function ours(number: number): Buffer {
  const headers = { cookie: cookieOf(number), origin: webOrigin, "idempotency-key": randomUUID() }
  return request("POST", "/api/trpc/clients.create", headers, body(number))
}

/** Makes changes one by one; the p99 of the milliseconds from each call to each reader. Everybody must hear of each. */
async function delays({ name, server, swarm, request }: Party): Promise<number> {
  await swarm.trace()
  const sentAt = new Map<string, number>()
  for (let change = 0; change < changes; change++) {
    const bytes = request(made++)
    const at = monotonic()
    const answer = await ask(server.port, bytes)
    if (answer.status !== 200)
      throw new Error(`${name} answered ${answer.status}: ${answer.body.slice(0, 300)}`)
    const { id } = (JSON.parse(answer.body) as { result: { data: { id: string } } }).result.data // as both write it
    sentAt.set(id, at)
    await sleep(apart)
  }
  await sleep(500)
  const heard = await swarm.collect()
  const times: number[] = []
  for (const [id, at] of sentAt) {
    const arrived = heard.get(id) ?? []
    if (arrived.length !== subscribers) {
      throw new Error(`${name}: ${arrived.length} of ${subscribers} subscribers heard of a change.`)
    }
    for (const time of arrived) times.push(time - at)
  }
  return percentile(times, 0.99)
}

/** Makes changes as fast as they are answered; messages a second that the readers got. */
async function busy({ name, server, swarm, request }: Party): Promise<number> {
  const before = await swarm.count()
  const result = await load({ port: server.port, connections: 8, seconds: 3, request: () => request(made++) })
  if (result.failed > 0) throw new Error(`${name} refused ${result.failed} calls: ${result.problem}`)
  // Until everybody has heard of everything: what is told late counts as late.
  for (;;) {
    const { frames, at } = await swarm.count()
    if (frames - before.frames >= result.requests * subscribers) {
      return ((frames - before.frames) / (at - before.at)) * 1000
    }
    if (at - before.at > 60_000)
      throw new Error(`${name}: not everybody heard of everything within a minute.`)
    await sleep(20)
  }
}
