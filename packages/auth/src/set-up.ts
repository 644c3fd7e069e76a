import { timingSafeEqual } from "node:crypto"
import type { Db, Tx } from "@alphas/db/connection"
import { settings } from "@alphas/db/schema/settings"
import { users } from "@alphas/db/schema/users"
import { sql } from "drizzle-orm"
import { deriveKey, sha256 } from "./secrets"

/** Thirty-two letters and digits that are not taken for one another when they are typed off a screen. */
const alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"

/** What became of a try to set the installation up. */
export type SetUpEntry = "open" | "closed" | "wrong_code"

/**
 * The first admin of a new installation. Until there is one, the server prints a code; whoever can read the server's
 * output may set it up. Closed for good once anybody exists.
 */
export class SetUp {
  constructor(
    private readonly db: Db,
    private readonly alphasSecret: string,
  ) {}

  /** Whether the first admin is still to come. */
  async isOpen(): Promise<boolean> {
    const [row] = await this.db.execute<{ open: boolean }>(
      sql`select ${stillOpen} as open from ${settings} where id = 1`,
    )
    return row?.open ?? false
  }

  /**
   * The one-time code to print; null once set-up is closed. It is 80 bits drawn from ALPHAS_SECRET, so that all
   * processes of an installation print the same, and the one that somebody has copied still works after a restart.
   */
  async issueCode(): Promise<string | null> {
    const bytes = deriveKey(this.alphasSecret, "set-up code").subarray(0, 16)
    const letters = [...bytes].map((byte) => alphabet[byte % alphabet.length] ?? "").join("")
    const code = letters.match(/.{4}/g)?.join("-") ?? letters
    const issued = await this.db.execute(
      sql`update ${settings} set setup_code_hash = ${hashOf(code)} where id = 1 and ${stillOpen} returning 1`,
    )
    return issued.length > 0 ? code : null
  }

  /**
   * Says whether this code opens set-up, and if so holds the door until the transaction ends, so that of two who know
   * the code one gets in. The caller makes the admin and calls `close`.
   */
  async enter(tx: Tx, code: string): Promise<SetUpEntry> {
    const [row] = await tx.execute<{ open: boolean; hash: string | null }>(
      sql`select ${stillOpen} as open, setup_code_hash as hash from ${settings} where id = 1 for update`,
    )
    if (!row?.open || row.hash === null) return "closed"
    return timingSafeEqual(Buffer.from(row.hash), Buffer.from(hashOf(code))) ? "open" : "wrong_code"
  }

  /** Closes set-up for good and gives the agency its name; answers the name that it had. */
  async close(tx: Tx, agencyName: string): Promise<string> {
    const [before] = await tx.execute<{ name: string }>(
      sql`select /* visible settings: locked by enter */ agency_name as name from ${settings} where id = 1`,
    )
    await tx
      .update(settings)
      .set({ agencyName, setUpAt: sql`now()`, setupCodeHash: null, version: sql`${settings.version} + 1` })
    return before?.name ?? ""
  }
}

const stillOpen = sql`(/* visible users: whether anybody exists */ /* visible settings: whether set-up is closed */ set_up_at is null and not exists (select from ${users}))`

const hashOf = (code: string) => sha256(code.toUpperCase().replace(/[^A-Z0-9]/g, ""))
