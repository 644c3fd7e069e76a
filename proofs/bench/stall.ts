/** A reader that stalls costs the server at most 1 MB, however much happens meanwhile. */
import { readFile } from "node:fs/promises"
import { setTimeout as sleep } from "node:timers/promises"
import { megabytes, Report } from "../measure"
import { type Server, startAlphas, webOrigin, withServers } from "../servers"
import { Swarm } from "../swarm"
import { openWorld } from "../world"

const readers = Number(process.argv[2] ?? 100)
const events = Number(process.argv[3] ?? 20_000)
const megabyte = 1024 * 1024

const world = await openWorld(1_000)
const swarms = [new Swarm(), new Swarm()]
await withServers(async (start) => {
  // Two servers that differ in one thing: whether their readers read.
  const [reading, stalled] = [
    await start(startAlphas(world.url, undefined)),
    await start(startAlphas(world.url, undefined)),
  ]
  const [swarm, stuck] = swarms
  if (swarm === undefined || stuck === undefined) return
  const open = (each: Swarm, server: Server) =>
    each.open({
      port: server.port,
      path: "/",
      headers: world.cookies.map((cookie) => ({ cookie, origin: webOrigin })),
      count: readers,
      hello: '{"id":1,"method":"subscription","params":{"path":"changes.live"}}',
      ready: '"kind":"ready"',
    })
  await open(swarm, reading)
  await open(stuck, stalled)
  await makeChanges(500)
  await sleep(1_000)
  await stuck.stall()
  const before = { reading: await reading.memory(), stalled: await stalled.memory() }
  const { frames } = await swarm.count()

  let most = 0
  let kernel = 0
  const look = async () => {
    const more = (await stalled.memory()) - before.stalled - ((await reading.memory()) - before.reading)
    most = Math.max(most, more)
    kernel = Math.max(kernel, await unsentBytes(stalled.port))
  }
  const making = makeChanges(events)
  let made = false
  void making.then(() => {
    made = true
  })
  while (!made) {
    await look()
    await sleep(50)
  }
  await making
  // Until those who read have everything, or no longer get anything.
  for (let had = -1, quiet = 0; quiet < 30; ) {
    await look()
    await sleep(100)
    const { frames: now } = await swarm.count()
    if (now - frames >= events * readers) break
    quiet = now === had ? quiet + 1 : 0
    had = now
  }
  const { frames: after, bytes } = await swarm.count()
  const each = bytes / Math.max(1, after)

  const report = new Report(
    `${readers} readers that stall while ${events.toLocaleString("en")} changes are told`,
  )
  report.line("what each of them leaves unread", megabytes(each * events))
  report.must(
    "those who read got everything",
    after - frames >= events * readers,
    `${after - frames} messages`,
  )
  report.line("server whose readers read, more memory", megabytes((await reading.memory()) - before.reading))
  report.line("server whose readers stall, more memory", megabytes((await stalled.memory()) - before.stalled))
  report.line("unsent in the kernel, a reader", megabytes(kernel / readers))
  report.bar("MB of memory a stalled reader costs", most / readers / megabyte, "at most", 1)
  report.end()
})
  .finally(() => Promise.all(swarms.map((swarm) => swarm.end())))
  .finally(world.drop)

/** Rows of the log that every admin hears of, in transactions of 100. */
async function makeChanges(count: number): Promise<void> {
  for (let made = 0; made < count; made += 100) {
    await world.sql.begin(async (tx) => {
      await tx`
        insert into changes (epoch, channel, verb, entity, entity_id, client_id, actor_id)
        select epoch, 'system', 'clients.update', 'client', client.id, client.id, client.owner_id
        from change_epoch, (select id, owner_id from clients order by id limit ${Math.min(100, count - made)}) as client`
      await tx`select pg_notify('alphas_changes', '')`
    })
  }
}

/** Bytes that the kernel holds for the sockets of this port, because the other side does not take them. */
async function unsentBytes(port: number): Promise<number> {
  const wanted = `:${port.toString(16).toUpperCase().padStart(4, "0")}`
  const lines = (await readFile("/proc/net/tcp", "utf8")).split("\n").slice(1)
  return lines.reduce((sum, line) => {
    const [, local, , , queues] = line.trim().split(/\s+/)
    return local?.endsWith(wanted) ? sum + Number.parseInt(queues?.split(":")[0] ?? "0", 16) : sum
  }, 0)
}
