import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { Identity } from "@alphas/auth/identity"
import type { UserRow } from "@alphas/db/factories"
import { type TestDatabase, testDatabase } from "@alphas/db/testing"
import type { Environment } from "@alphas/domain/environment"
import { readEnvironment } from "@alphas/domain/environment"
import { newId } from "@alphas/domain/ids"
import { queue } from "@alphas/jobs/testing"
import type { Context } from "./context"
import { callerOf } from "./router"
import { type OpenServices, openServices } from "./services"
import { unguardedReads } from "./unguarded"

/** The API over a database of a test file's own, with strict transactions and every statement looked at. */
export interface TestApi {
  database: TestDatabase
  services: OpenServices
  /** A caller with this person's rights, as if signed in; null for nobody. */
  as(user: UserRow | null, also?: Partial<Context>): ReturnType<typeof callerOf>
  /** The context of such a call, for what is not a procedure. */
  contextOf(user: UserRow | null, also?: Partial<Context>): Context
  /** Tables that the API read past `db/visible.ts`; empty when all is well. Tests look with `database.connection`. */
  unguarded: string[]
  close(): Promise<void>
}

/** Opens it. Set `redis` to the URL of a server to test with one. */
export async function testApi(options: Partial<Environment> = {}): Promise<TestApi> {
  const database = await testDatabase({ also: queue })
  const unguarded: string[] = []
  const files = await mkdtemp(join(tmpdir(), "alphas-files-"))
  const environment = {
    ...readEnvironment({
      FILES_DIR: files,
      NODE_ENV: "test",
      DATABASE_URL: database.url,
      ALPHAS_SECRET: "a secret that is only good for tests",
      LOG_LEVEL: "silent",
      DATABASE_POOL: "5",
    }),
    ...options,
  }
  const services = openServices(environment, {
    name: "test",
    strict: true,
    onQuery: (statement) => unguarded.push(...unguardedReads(statement)),
  })
  const contextOf = (user: UserRow | null, also: Partial<Context> = {}): Context => ({
    services,
    db: services.db,
    identity: user === null ? null : identityOf(user),
    requestId: newId(),
    idempotencyKey: null,
    address: "127.0.0.1",
    device: "test",
    cookies: "",
    setCookie: () => undefined,
    ...also,
  })
  return {
    database,
    services,
    contextOf,
    unguarded,
    as: (user, also) => callerOf(contextOf(user, also)),
    async close() {
      await services.close()
      await database.drop()
      await rm(files, { recursive: true, force: true })
    },
  }
}

function identityOf(user: UserRow): Identity {
  const { id, role, clientId, name, email } = user
  return { viewer: { id, role, clientId, name, email }, via: { kind: "session", name: newId(), idHash: "" } }
}
