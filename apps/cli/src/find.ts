import type { Alphas, Procedures } from "@alphas/client"
import { exitCodes, Failure } from "./failure"

type Client = Procedures["clients"]["get"]["output"]
type Campaign = Procedures["campaigns"]["get"]["output"]
type Task = Procedures["tasks"]["get"]["output"]
type Template = Procedures["campaigns"]["templates"]["list"]["output"][number]

/** Of two rows of one name: those in use, or those that were put away. */
type Preferred = "active" | "archived"

/** How many are named when several fit. */
const listed = 10

const id = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const plain = (name: string) => name.trim().toLocaleLowerCase()

/**
 * The client of an id or a name; the case of the name does not matter, and a part of it is enough when only one client
 * has it. Archived clients are found by their id or whole name; of two of one name, `prefer` says which is meant.
 *
 * @throws Failure that lists them when there are several, or says that there is none.
 */
export async function findClient(
  alphas: Alphas,
  reference: string,
  prefer: Preferred = "active",
): Promise<Client> {
  return alphas.clients.get.query({ id: await clientId(alphas, reference, prefer) })
}

/** The id of a client, named as for `findClient`. */
export async function clientId(
  alphas: Alphas,
  reference: string,
  prefer: Preferred = "active",
): Promise<string> {
  const wanted = { what: "client", many: "clients", reference, prefer }
  return idOf(wanted, async (cursor) => {
    const page = await alphas.clients.list.query({ text: reference, archived: "also", limit: 200, cursor })
    return { found: page.items, nextCursor: page.nextCursor }
  })
}

/** The campaign of an id or a name, as `findClient` finds a client. */
export async function findCampaign(
  alphas: Alphas,
  reference: string,
  prefer: Preferred = "active",
): Promise<Campaign> {
  return alphas.campaigns.get.query({ id: await campaignId(alphas, reference, prefer) })
}

/** The id of a campaign, named as for `findCampaign`. */
export async function campaignId(
  alphas: Alphas,
  reference: string,
  prefer: Preferred = "active",
): Promise<string> {
  const wanted = { what: "campaign", many: "campaigns", reference, prefer }
  return idOf(wanted, async (cursor) => {
    const page = await alphas.campaigns.list.query({ text: reference, archived: "also", limit: 200, cursor })
    return {
      found: page.items.map((each) => ({ ...each, beside: each.client?.name })),
      nextCursor: page.nextCursor,
    }
  })
}

/** The template of an id or a name, or of a part of the name that only one has. @throws Failure as `findClient` does. */
export async function findTemplate(alphas: Alphas, reference: string): Promise<Template> {
  const all = await alphas.campaigns.templates.list.query()
  const part = all.filter(({ name }) => plain(name).includes(plain(reference)))
  const exact = all.filter((each) => each.id === reference || plain(each.name) === plain(reference))
  const [found, ...others] = exact.length > 0 ? exact : part
  if (found === undefined) throw new Failure(exitCodes.refused, `There is no template named ${reference}.`)
  if (others.length > 0) throw several("templates", reference, [found, ...others])
  return found
}

/** The task of an id or a title, of the named campaign alone if one is. @throws Failure as `findClient` does. */
export async function findTask(alphas: Alphas, reference: string, campaign?: string): Promise<Task> {
  if (id.test(reference)) return alphas.tasks.get.query({ id: reference })
  const within = campaign === undefined ? undefined : [await campaignId(alphas, campaign)]
  const wanted = { what: "task", many: "tasks", reference, prefer: "active" as const }
  const found = await idOf(wanted, async (cursor) => {
    const page = await alphas.tasks.list.query({ text: reference, campaignId: within, limit: 200, cursor })
    return {
      found: page.items.map((each) => ({
        id: each.id,
        name: each.title,
        archivedAt: null,
        beside: each.campaign?.name,
      })),
      nextCursor: page.nextCursor,
    }
  })
  return alphas.tasks.get.query({ id: found })
}

/**
 * The id of a person of the agency, named by id, `me`, or name. @throws Failure as `findClient` does.
 */
export async function findPerson(alphas: Alphas, reference: string): Promise<string> {
  if (id.test(reference)) return reference
  if (reference === "me") return (await alphas.account.me.query()).id
  const people = await alphas.users.directory.query({ text: reference, limit: 500 })
  const exact = people.filter(({ name }) => plain(name) === plain(reference))
  const [found, ...others] = exact.length > 0 ? exact : people
  if (found === undefined) throw new Failure(exitCodes.refused, `There is no person named ${reference}.`)
  if (others.length > 0) throw several("people", reference, [found, ...others])
  return found.id
}

interface Named {
  id: string
  name: string
  /** What tells rows of one name apart. */
  beside?: string | undefined
}

interface Wanted {
  what: string
  many: string
  reference: string
  prefer: Preferred
}

type PageOf = (cursor: string | null) => Promise<{
  found: (Named & { archivedAt: string | null })[]
  nextCursor: string | null
}>

/** The id of the one row that fits a reference; `pageOf` reads those whose name has it in them. */
async function idOf({ what, many, reference, prefer }: Wanted, pageOf: PageOf): Promise<string> {
  if (id.test(reference)) return reference
  const exact: Awaited<ReturnType<PageOf>>["found"] = []
  const active: Named[] = []
  let cursor: string | null = null
  do {
    const page: Awaited<ReturnType<PageOf>> = await pageOf(cursor)
    exact.push(...page.found.filter(({ name }) => plain(name) === plain(reference)))
    if (active.length <= listed) active.push(...page.found.filter(({ archivedAt }) => archivedAt === null))
    cursor = page.nextCursor
  } while (cursor !== null)
  const preferred = exact.filter(({ archivedAt }) => (archivedAt === null) === (prefer === "active"))
  const [found, ...others] = preferred.length > 0 ? preferred : exact.length > 0 ? exact : active
  if (found === undefined) throw new Failure(exitCodes.refused, `There is no ${what} named ${reference}.`)
  if (others.length > 0) throw several(many, reference, [found, ...others])
  return found.id
}

function several(what: string, reference: string, found: readonly Named[]): Failure {
  const lines = found
    .slice(0, listed)
    .map(({ id, name, beside }) => `  ${id}  ${name}${beside === undefined ? "" : ` (${beside})`}`)
  if (found.length > listed) lines.push("  …")
  return new Failure(
    exitCodes.refused,
    `Several ${what} match ${reference}. Use the id of one:\n${lines.join("\n")}`,
  )
}
