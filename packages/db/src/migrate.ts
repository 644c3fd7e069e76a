import { fileURLToPath } from "node:url"
import { drizzle } from "drizzle-orm/postgres-js"
import { migrate as runMigrations } from "drizzle-orm/postgres-js/migrator"
import postgres from "postgres"

/** Any number, the same in every process: who holds it may migrate. */
const migrationLock = 4_172_026

const folder = fileURLToPath(new URL("../../../drizzle", import.meta.url))

/**
 * Brings the database at `url` to the newest schema. Safe from several processes at once: one migrates, the others
 * wait for it and find nothing to do. Also raises the log's epoch when the database was restored into a cluster whose
 * transaction ids are lower than those in the log.
 */
export async function migrate(url: string, log: (line: string) => void = () => undefined): Promise<void> {
  const sql = postgres(url, {
    max: 1,
    onnotice: () => undefined,
    connection: { application_name: "alphas migrate" },
  })
  try {
    await sql`select pg_advisory_lock(${migrationLock})`
    const before = await appliedMigrations(sql)
    await runMigrations(drizzle(sql), { migrationsFolder: folder })
    const applied = (await appliedMigrations(sql)) - before
    log(
      applied === 0
        ? "The schema is up to date."
        : `Applied ${applied} migration${applied === 1 ? "" : "s"}.`,
    )
    const raised = await sql`
      update change_epoch set epoch = epoch + 1
      where exists (
        select from changes c
        where c.epoch = change_epoch.epoch and c.tx >= pg_snapshot_xmax(pg_current_snapshot())
      )
      returning epoch`
    if (raised.length > 0)
      log("The database came from another cluster: the change log goes on in a new epoch.")
  } finally {
    await sql.end()
  }
}

async function appliedMigrations(sql: postgres.Sql): Promise<number> {
  const [table] = await sql<
    { name: string | null }[]
  >`select to_regclass('drizzle.__drizzle_migrations') as name`
  if (table?.name == null) return 0
  const [row] = await sql<
    { count: number }[]
  >`select count(*)::int as count from drizzle.__drizzle_migrations`
  return row?.count ?? 0
}
