import type { Tx } from "@alphas/db/connection"
import { changeEpoch } from "@alphas/db/schema/changes"
import { apiTokens, sessions } from "@alphas/db/schema/users"
import { and, eq, ne, sql } from "drizzle-orm"
import { describeDevice } from "./device"
import { type AlphasLucia, newSession, signInCookie } from "./lucia"
import { sha256 } from "./secrets"
import type { SessionCache } from "./session-cache"

/** Which of a person's sessions. */
export interface WhichSessions {
  userId: string
  /** Only the one of this name. */
  name?: string
  /** All but the one of this name. */
  exceptName?: string
}

export interface StartedSession {
  /** The session's name, by which it is listed and revoked. */
  name: string
  idHash: string
  device: string
  /** The `Set-Cookie` header that signs the browser in. Send it only after the commit. */
  cookie: string
}

/**
 * Beginning and end of sessions, in the caller's transaction. An end, and a change of rights, is in force for every
 * process once that transaction commits; where Redis cannot be reached, within 750 ms (see session-cache.ts). Call
 * `end` and `rightsChanged` after the transaction's other writes: without Redis they lock a row that all share.
 */
export class Sessions {
  constructor(
    private readonly luciaIn: (tx: Tx) => AlphasLucia,
    private readonly cache: SessionCache,
  ) {}

  /** Signs a person in, under a new id. `device` is the caller's User-Agent. */
  async start(
    tx: Tx,
    caller: { userId: string; device: string; address: string | null },
  ): Promise<StartedSession> {
    const lucia = this.luciaIn(tx)
    const attributes = newSession(describeDevice(caller.device), caller.address)
    const { id } = await lucia.createSession(caller.userId, attributes)
    return {
      name: attributes.name,
      idHash: sha256(id),
      device: attributes.device,
      cookie: signInCookie(lucia, id),
    }
  }

  /** Ends sessions for good; their names, for the change log. */
  async end(tx: Tx, which: WhichSessions): Promise<string[]> {
    const ended = await tx
      .delete(sessions)
      .where(
        and(
          eq(sessions.userId, which.userId),
          which.name === undefined ? undefined : eq(sessions.name, which.name),
          which.exceptName === undefined ? undefined : ne(sessions.name, which.exceptName),
        ),
      )
      .returning({ name: sessions.name, idHash: sessions.idHash })
    if (!(await this.cache.bar(ended.map((session) => session.idHash)))) await raiseEpoch(tx)
    return ended.map((session) => session.name)
  }

  /** Takes API tokens out of use that the transaction has just revoked. */
  async endTokens(tx: Tx, hashes: string[]): Promise<void> {
    if (!(await this.cache.bar(hashes))) await raiseEpoch(tx)
  }

  /**
   * Makes a change of a person's role, client, name or state in this transaction take effect on every session and API
   * token of theirs. Call it after the row was changed, so that the row's lock keeps sign-ins out meanwhile.
   */
  async rightsChanged(tx: Tx, userId: string): Promise<void> {
    const barred = await this.cache.barPerson(userId, async () => {
      const rows = await tx.execute<{ hash: string }>(sql`
        select /* visible sessions: to bar them */ /* visible api_tokens: to bar them */ id_hash as hash from ${sessions} where user_id = ${userId}
        union all select hash from ${apiTokens} where user_id = ${userId} and revoked_at is null`)
      return rows.map((row) => row.hash)
    })
    if (!barred) await raiseEpoch(tx)
  }
}

const raiseEpoch = (tx: Tx) =>
  tx.update(changeEpoch).set({ sessionEpoch: sql`${changeEpoch.sessionEpoch} + 1` })
