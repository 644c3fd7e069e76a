import type { Alphas, Procedures } from "@alphas/client"
import { exitCodes, Failure } from "./failure"

type Client = Procedures["clients"]["get"]["output"]

const id = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const plain = (name: string) => name.trim().toLocaleLowerCase()

/**
 * The client of an id or a name; the case of the name does not matter, and a part of it is enough when only one client
 * has it. Archived clients are found by their id or whole name.
 *
 * @throws Failure that lists them when there are several, or says that there is none.
 */
export async function findClient(alphas: Alphas, reference: string): Promise<Client> {
  if (id.test(reference)) return alphas.clients.get.query({ id: reference })
  const { items, nextCursor } = await alphas.clients.list.query({
    text: reference,
    archived: "also",
    limit: 200,
  })
  const exact = items.filter(({ name }) => plain(name) === plain(reference))
  const active = items.filter(({ archivedAt }) => archivedAt === null)
  const [found, ...others] = exact.length > 0 ? exact : active
  if (found === undefined) throw new Failure(exitCodes.refused, `There is no client called ${reference}.`)
  if (others.length > 0 || (exact.length === 0 && nextCursor !== null)) {
    const lines = [found, ...others].slice(0, 10).map((each) => `  ${each.id}  ${each.name}`)
    throw new Failure(
      exitCodes.refused,
      `Several clients fit ${reference}. Say which one by its id:\n${lines.join("\n")}${others.length > 9 ? "\n  …" : ""}`,
    )
  }
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
  if (others.length > 0) {
    const lines = [found, ...others].slice(0, 10).map((each) => `  ${each.id}  ${each.name}`)
    throw new Failure(
      exitCodes.refused,
      `Several people fit ${reference}. Say which one by their id:\n${lines.join("\n")}${others.length > 9 ? "\n  …" : ""}`,
    )
  }
  return found.id
}
