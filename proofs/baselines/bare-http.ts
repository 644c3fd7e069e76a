import { createHash, randomUUID } from "node:crypto"
import { createServer, type IncomingMessage } from "node:http"
import postgres from "postgres"

// The least that can be done by hand: node:http and postgres.js, statements prepared on the server, one look at the
// session, the same statement and the same rows as our list, and a plain insert. No permissions, no checks, no log.

const [port, databaseUrl = ""] = process.argv.slice(2)
const sql = postgres(databaseUrl, { max: 10, connection: { TimeZone: "UTC" } })

interface Row {
  id: string
  ownerId: string | null
  ownerName: string | null
  contactId: string | null
  contactName: string | null
  contactEmail: string | null
  sortKey: string
  [column: string]: unknown
}

async function personOf(request: IncomingMessage): Promise<string | undefined> {
  const secret = /alphas_session=([^;]+)/.exec(request.headers.cookie ?? "")?.[1] ?? ""
  const hash = createHash("sha256").update(secret).digest("hex")
  const [person] = await sql<{ id: string }[]>`
    select u.id from sessions s join users u on u.id = s.user_id and u.disabled_at is null
    where s.id_hash = ${hash} and s.expires_at > now() and s.ends_at > now()`
  return person?.id
}

async function list(limit: number): Promise<unknown> {
  const found = await sql<Row[]>`
    select page.id, page.name, page.status, page.industry, page.website, page.domain, page.email, page.phone, page.city,
      page.country, page.currency, page.tags, page.version, page.archived_at as "archivedAt",
      page.created_at as "createdAt", page.updated_at as "updatedAt", page.sort_key as "sortKey",
      u.id as "ownerId", u.name as "ownerName", c.id as "contactId", c.name as "contactName", c.email as "contactEmail"
    from (
      select clients.*, lower(name) as sort_key from clients
      where deleted_at is null and archived_at is null
      order by lower(name) asc, id asc limit ${limit + 1}
    ) as page
    left join users u on u.id = page.owner_id
    left join contacts c on c.client_id = page.id and c.is_primary and c.deleted_at is null
    order by page.sort_key asc, page.id asc`
  const rows = found.slice(0, limit)
  const last = found.length > limit ? rows.at(-1) : undefined
  return {
    items: rows.map(({ sortKey: _, ownerId, ownerName, contactId, contactName, contactEmail, ...row }) => ({
      ...row,
      owner: ownerId === null ? null : { id: ownerId, name: ownerName },
      primaryContact: contactId === null ? null : { id: contactId, name: contactName, email: contactEmail },
    })),
    nextCursor: last ? Buffer.from(JSON.stringify([last.sortKey, last.id])).toString("base64url") : null,
    total: null,
  }
}

interface NewClient {
  name: string
  status: string
  website: string
  email: string
  phone: string
  city: string
  country: string
  currency: string
  tags: string[]
}

async function create(personId: string, client: NewClient): Promise<unknown> {
  const domain = new URL(client.website).hostname.replace(/^www\./, "")
  const [row] = await sql`
    insert into clients (id, name, status, website, domain, email, phone, city, country, currency, tags, owner_id, created_by)
    values (${randomUUID()}, ${client.name}, ${client.status}, ${client.website}, ${domain}, ${client.email},
      ${client.phone}, ${client.city}, ${client.country}, ${client.currency}, ${client.tags}, ${personId}, ${personId})
    returning id, version`
  return row
}

async function bodyOf(request: IncomingMessage): Promise<NewClient> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return JSON.parse(Buffer.concat(parts).toString()) as NewClient
}

createServer(async (request, response) => {
  const answer = (status: number, data: unknown) => {
    const body = JSON.stringify({ result: { data } })
    response.writeHead(status, {
      "content-type": "application/json",
      "content-length": Buffer.byteLength(body),
    })
    response.end(body)
  }
  try {
    const personId = await personOf(request)
    if (personId === undefined) answer(401, null)
    else if (request.method === "POST") answer(200, await create(personId, await bodyOf(request)))
    else answer(200, await list(25))
  } catch (error) {
    answer(500, String(error))
  }
}).listen(Number(port), "127.0.0.1")
