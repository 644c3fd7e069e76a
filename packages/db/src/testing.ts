import { createHash } from "node:crypto"
import { readFileSync } from "node:fs"
import { templateDatabase } from "@alphas/local/template-database"
import { type Connection, type ConnectionOptions, connect } from "./connection"
import { migrate } from "./migrate"

/** An empty, migrated database of a test file's own. */
export interface TestDatabase {
  url: string
  connection: Connection
  drop(): Promise<void>
}

/** Names the template after the migrations, so that a new one makes a new template. */
const journal = readFileSync(new URL("../../../drizzle/meta/_journal.json", import.meta.url))
const key = createHash("sha256").update(journal).digest("hex").slice(0, 16)

/** What a template holds beyond the migrated schema. */
export interface Prepared {
  name: string
  prepare: (url: string) => Promise<void>
}

/**
 * A database for one test file, cloned from a migrated template on the server that the test run started.
 * @throws when no server was started: run the tests with `npm test` or `npx vitest run`.
 */
export async function testDatabase({
  also,
  ...options
}: ConnectionOptions & { also?: Prepared } = {}): Promise<TestDatabase> {
  const adminUrl = process.env.ALPHAS_TEST_POSTGRES
  if (adminUrl === undefined) throw new Error("There is no test server. Run the tests with npm test.")
  const template = await templateDatabase({
    adminUrl,
    key: also === undefined ? key : `${key}_${also.name}`,
    prepare: async (url) => {
      await migrate(url)
      await also?.prepare(url)
    },
  })
  const url = await template.cloneDatabase()
  const connection = connect(url, { pool: 5, ...options })
  return {
    url,
    connection,
    async drop() {
      await connection.close()
      await template.drop(url)
    },
  }
}
