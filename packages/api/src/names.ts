import type { Reader } from "@alphas/db/connection"
import type { Viewer } from "@alphas/db/visible"
import { may } from "@alphas/domain/permissions"
import { sql } from "drizzle-orm"

/** The name of a person; null for whom the viewer does not see. */
export type NameOf = (id: string) => string | null

const number = sql`(/* visible change_epoch: of the names that are kept */ select people_number from change_epoch)`
/** A column for whoever reads rows that name people by their ids: the number of their names at that moment. */
export const peopleNumber = sql`${number} as people`

/**
 * The names of all people, kept in the process under a number that Postgres raises with every change of one. Whoever reads
 * rows with people in them reads that number in the same statement, so that names are never older than the rows, and nothing
 * has to be told to any process.
 */
export class Names {
  private number = 0
  private names: ReadonlyMap<string, string> = new Map()

  /**
   * Names that are at least as new as `number`. Where they must be read that is done by `reader`, for each call by itself:
   * a transaction that waited for another call's connection could wait for ever.
   */
  async at(wanted: number, viewer: Viewer, reader: Reader): Promise<NameOf> {
    if (wanted > this.number) await this.read(reader)
    const { names } = this
    const seesAll = may(viewer.role, "users.directory")
    return (id) => (seesAll || id === viewer.id ? (names.get(id) ?? null) : null)
  }

  private async read(reader: Reader): Promise<void> {
    const [row] = await reader.execute<{ people: number; names: Record<string, string> | null }>(sql`
      select ${peopleNumber}, (
        select /* visible users: each name is shown to whom sees the directory */ json_object_agg(id, name) from users
      ) as names`)
    if (row === undefined || row.people < this.number) return
    this.names = new Map(Object.entries(row.names ?? {}))
    this.number = row.people
  }
}
