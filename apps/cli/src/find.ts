import type { Alphas, Procedures } from "@alphas/client"
import { exitCodes, Failure } from "./failure"

type Client = Procedures["clients"]["get"]["output"]
type Page = Procedures["clients"]["list"]["output"]
type Row = Page["items"][number]

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
  prefer: "active" | "archived" = "active",
): Promise<Client> {
  if (id.test(reference)) return alphas.clients.get.query({ id: reference })
  const exact: Row[] = []
  const active: Row[] = []
  let cursor: string | null = null
  do {
    const page: Page = await alphas.clients.list.query({
      text: reference,
      archived: "also",
      limit: 200,
      cursor,
    })
    exact.push(...page.items.filter(({ name }) => plain(name) === plain(reference)))
    if (active.length <= listed) active.push(...page.items.filter(({ archivedAt }) => archivedAt === null))
    cursor = page.nextCursor
  } while (cursor !== null)
  const preferred = exact.filter(({ archivedAt }) => (archivedAt === null) === (prefer === "active"))
  const [found, ...others] = preferred.length > 0 ? preferred : exact.length > 0 ? exact : active
  if (found === undefined) throw new Failure(exitCodes.refused, `There is no client called ${reference}.`)
  if (others.length > 0) throw several("clients", reference, [found, ...others])
  return alphas.clients.get.query({ id: found.id })
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
  if (found === undefined) throw new Failure(exitCodes.refused, `Nobody here is called ${reference}.`)
  if (others.length > 0) throw several("people", reference, [found, ...others])
  return found.id
}

function several(what: string, reference: string, found: readonly { id: string; name: string }[]): Failure {
  const lines = found.slice(0, listed).map(({ id, name }) => `  ${id}  ${name}`)
  if (found.length > listed) lines.push("  …")
  return new Failure(
    exitCodes.refused,
    `Several ${what} fit ${reference}. Say which one by its id:\n${lines.join("\n")}`,
  )
}
