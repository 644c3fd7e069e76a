import { createAuth } from "@alphas/auth/auth"
import { deriveKey } from "@alphas/auth/secrets"
import { Wake } from "@alphas/changes/wake"
import { connect } from "@alphas/db/connection"
import { connectRedis } from "@alphas/db/redis"
import type { Environment } from "@alphas/domain/environment"
import { createJobs } from "@alphas/jobs/jobs"
import { pino } from "pino"
import { diskStore } from "./byte-store"
import type { Services } from "./context"
import { withinPatience } from "./deadline"
import { Names } from "./names"
import { reactions } from "./reactions"

export interface OpenServices extends Services {
  close(): Promise<void>
}

/** Opens what a process needs to answer calls. Nothing waits for a connection: each is made when first used. */
export function openServices(
  environment: Environment,
  options: { name: string; strict?: boolean; onQuery?: (statement: string) => void },
): OpenServices {
  const connection = connect(environment.DATABASE_URL, {
    name: `alphas ${options.name}`,
    pool: environment.DATABASE_POOL,
    ...(options.onQuery ? { onQuery: options.onQuery } : {}),
  })
  const { db, sql } = connection
  const redis = environment.REDIS_URL === undefined ? null : connectRedis(environment.REDIS_URL)
  const auth = createAuth({ db, sql, redis, environment })
  const jobs = createJobs({ databaseUrl: environment.DATABASE_URL, db })
  return {
    db,
    sql,
    redis,
    jobs,
    auth: { ...auth, identify: (caller) => withinPatience("query", auth.identify(caller)) },
    files: diskStore(environment.FILES_DIR),
    wake: new Wake(sql, redis),
    log: pino({ name: options.name, level: environment.LOG_LEVEL }),
    environment,
    bodyKey: deriveKey(environment.ALPHAS_SECRET, "idempotency"),
    names: new Names(),
    reactions,
    strict: options.strict ?? environment.NODE_ENV === "test",
    async close() {
      await jobs.stop()
      redis?.disconnect()
      await connection.close()
    },
  }
}
