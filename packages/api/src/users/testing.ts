import type { Context } from "../context"
import { callerOf } from "../router"
import type { TestApi } from "../testing"

/** A browser that keeps its cookies, over real sessions: each call is identified anew, as over the wire. */
export class Browser {
  private readonly jar = new Map<string, string>()

  constructor(
    private readonly api: TestApi,
    private readonly also: Partial<Context> = {},
  ) {}

  get cookies(): string {
    return [...this.jar].map(([name, value]) => `${name}=${value}`).join("; ")
  }

  /** A copy that keeps the cookies as they are now. */
  copy(also: Partial<Context> = this.also): Browser {
    const other = new Browser(this.api, also)
    for (const [name, value] of this.jar) other.jar.set(name, value)
    return other
  }

  private keep(header: string): void {
    const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(header) ?? []
    if (/Max-Age=0/.test(header)) this.jar.delete(name)
    else this.jar.set(name, value)
  }

  /** A caller for one call. */
  async go(also: Partial<Context> = {}): Promise<ReturnType<typeof callerOf>> {
    const identity = await this.api.services.auth.identify({ cookies: this.cookies, authorization: null })
    return callerOf(
      this.api.contextOf(null, {
        identity,
        cookies: this.cookies,
        setCookie: (header) => this.keep(header),
        ...this.also,
        ...also,
      }),
    )
  }

  /** Signs in with a password that all people of a test have. */
  async signIn(email: string, password: string, code?: string): Promise<this> {
    const caller = await this.go()
    await caller.session.signIn({ email, password, ...(code === undefined ? {} : { code }) })
    return this
  }

  async isSignedIn(): Promise<boolean> {
    const identity = await this.api.services.auth.identify({ cookies: this.cookies, authorization: null })
    return identity !== null
  }
}

/** The jobs of a kind that wait, with what they carry, the oldest first. */
export async function emailsOf(api: TestApi, name: string, email: string): Promise<Record<string, string>[]> {
  const { sql } = api.database.connection
  const rows = await sql<{ data: Record<string, string> }[]>`
    select data from pgboss.job where name = ${name} and data ->> 'email' = ${email} order by created_on, id`
  return rows.map((row) => row.data)
}

/** What the log says of a verb, the oldest first. */
export async function loggedAs(api: TestApi, verb: string) {
  const { sql } = api.database.connection
  return sql<
    {
      entity: string
      entityId: string
      actorId: string | null
      people: string[]
      fields: Record<string, { before?: unknown; after?: unknown }>
      channel: string
    }[]
  >`select entity, entity_id as "entityId", actor_id as "actorId", people, fields, channel
    from changes where verb = ${verb} order by epoch, tx, seq`
}
