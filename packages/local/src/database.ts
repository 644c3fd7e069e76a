import postgres from "postgres"

/** Runs `work` on one connection of its own, with PostgreSQL's notices left out. */
export async function withConnection<T>(
  url: string,
  work: (sql: postgres.Sql) => PromiseLike<T>,
): Promise<T> {
  const sql = postgres(url, { max: 1, connect_timeout: 10, onnotice: () => {} })
  try {
    return await work(sql)
  } finally {
    await sql.end()
  }
}

/** The URL of another database of the same server. */
export function databaseUrl(anyUrl: string, name: string): string {
  const url = new URL(anyUrl)
  url.pathname = `/${name}`
  return url.href
}

/** The URL of the database `name`, which is made when the server has none of that name. */
export async function ensureDatabase(adminUrl: string, name: string): Promise<string> {
  await withConnection(adminUrl, async (sql) => {
    if ((await sql`select 1 from pg_database where datname = ${name}`).length > 0) return
    await sql`create database ${sql(identifier(name))}`
  })
  return databaseUrl(adminUrl, name)
}

/** PostgreSQL cuts names at 63 bytes without a word, which would make two names one. */
export function identifier(name: string): string {
  if (!/^[a-z0-9_]{1,63}$/.test(name)) {
    throw new Error(`The database name ${name} must be 1 to 63 of the characters a-z, 0-9 and _.`)
  }
  return name
}
