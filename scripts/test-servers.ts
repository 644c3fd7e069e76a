import { chmod, mkdtemp, readdir, rm, stat, statfs } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { startPostgres } from "@alphas/local/postgres"
import { removeFolder, runningServer } from "@alphas/local/postgres-folder"
import { startRedis } from "@alphas/local/redis"

export interface TestServers {
  env: { ALPHAS_TEST_POSTGRES?: string; ALPHAS_TEST_REDIS?: string }
  stop(): Promise<void>
}

const prefix = "alphas-test-"
const memory = "/dev/shm"
/** Bytes that must be free there: four times what the tests were seen to take. */
const room = 2 * 2 ** 30

/**
 * Where the tests' databases are made and thrown away: in memory where Linux has a place for it, for the kernel's work
 * on files of a disk is a third of the whole work of a test that asks a database.
 */
async function quickFolder(): Promise<string> {
  const found = await statfs(memory).catch(() => undefined)
  if (found === undefined || found.bavail * found.bsize < room) return tmpdir()
  await removeLeft()
  return memory
}

/** Removes from memory what runs left that were killed: nobody else would before the machine starts anew. */
async function removeLeft(): Promise<void> {
  for (const name of await readdir(memory)) {
    if (!name.startsWith(prefix)) continue
    const folder = join(memory, name)
    const age = await stat(folder).then(
      ({ mtimeMs }) => Date.now() - mtimeMs,
      () => 0, // its own run removed it
    )
    // A younger one may belong to a server that is just being made.
    if (age < 600_000 || (await runningServer(join(folder, "postgres")))) continue
    await rm(folder, { recursive: true, force: true }).catch(() => undefined) // it may be somebody else's
  }
}

/**
 * A PostgreSQL and, if the machine has one, a Redis, thrown away by `stop`; those that the environment already
 * names in ALPHAS_TEST_POSTGRES and ALPHAS_TEST_REDIS are left alone. `env` holds what was started.
 * `durable` makes the PostgreSQL wait for the disk as a real one does, for measurements.
 */
export async function startTestServers(options: { durable?: boolean } = {}): Promise<TestServers> {
  const env: TestServers["env"] = {}
  const stops: (() => Promise<void>)[] = []
  if (!process.env.ALPHAS_TEST_POSTGRES) {
    const durable = options.durable ?? false
    const folder = await mkdtemp(join(durable ? tmpdir() : await quickFolder(), prefix))
    // Root starts the server as another user, who must be able to pass through.
    await chmod(folder, 0o711)
    const remove = () => rm(folder, { recursive: true, force: true })
    try {
      const server = await startPostgres({ folder: join(folder, "postgres"), durable })
      env.ALPHAS_TEST_POSTGRES = server.url
      stops.push(async () => {
        await server.stop()
        await removeFolder(join(folder, "postgres"))
        await remove()
      })
    } catch (error) {
      await remove()
      throw error
    }
  }
  if (!process.env.ALPHAS_TEST_REDIS) {
    const redis = await startRedis()
    if (redis) {
      env.ALPHAS_TEST_REDIS = redis.url
      stops.push(redis.stop)
    }
  }
  return {
    env,
    stop: async () => {
      for (const stop of stops) await stop()
    },
  }
}
