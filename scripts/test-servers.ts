import { chmod, mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { startPostgres } from "@alphas/local/postgres"
import { startRedis } from "@alphas/local/redis"

export interface TestServers {
  env: { ALPHAS_TEST_POSTGRES?: string; ALPHAS_TEST_REDIS?: string }
  stop(): Promise<void>
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
    const folder = await mkdtemp(join(tmpdir(), "alphas-test-"))
    // Root starts the server as another user, who must be able to pass through.
    await chmod(folder, 0o711)
    const remove = () => rm(folder, { recursive: true, force: true })
    try {
      const server = await startPostgres({
        folder: join(folder, "postgres"),
        durable: options.durable ?? false,
      })
      env.ALPHAS_TEST_POSTGRES = server.url
      stops.push(async () => {
        await server.stop()
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
