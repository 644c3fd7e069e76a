import { createHash } from "node:crypto"
import { createServer, type IncomingMessage } from "node:http"
import postgres from "postgres"

// The least that can be done by hand for a team member's list of tasks: node:http and postgres.js, statements prepared
// on the server, one look at the session, and the statement that our list sends, for the tasks of the campaigns that
// the person works on. No permissions, no checks.

const [port, databaseUrl = ""] = process.argv.slice(2)
const sql = postgres(databaseUrl, { max: 10, connection: { TimeZone: "UTC" } })

interface Row {
  id: string
  campaignId: string
  campaignName: string | null
  responsibleId: string | null
  assignees: { id: string; name: string }[]
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

async function list(personId: string, limit: number): Promise<unknown> {
  const found = await sql<Row[]>`
    select page.id, page.sort_key::text as "sortKey", page.campaign_id as "campaignId", c.name as "campaignName",
      page.parent_id as "parentId", page.title, page.status, page.priority, page.mode,
      page.start_day::text as "startDay", page.end_day::text as "endDay", page.duration_days as "durationDays",
      page.not_before::text as "notBefore", page.estimate_minutes as "estimateMinutes", page.minutes, page.progress, page.recurrence,
      page.labels, page.responsible_id as "responsibleId", page.submitted_by as "submittedBy",
      coalesce((
        select json_agg(json_build_object('id', u.id, 'name', u.name) order by u.id <> page.responsible_id nulls last, u.name, u.id)
        from task_assignees a join users u on u.id = a.user_id where a.task_id = page.id
      ), '[]'::json) as assignees,
      (select count(*)::int from checklist_items k where k.task_id = page.id) as "checklistTotal",
      (select count(*)::int from checklist_items k where k.task_id = page.id and k.done) as "checklistDone",
      page.rank, page.created_at as "createdAt", page.updated_at as "updatedAt", page.version
    from (
      select tasks.*, tasks.end_day as sort_key from tasks
      where deleted_at is null and campaign_id in (select m.campaign_id from campaign_members m where m.user_id = ${personId})
        and (status = 'completed' or not exists (select from campaigns away where away.id = tasks.campaign_id and away.archived_at is not null))
      order by end_day asc, id asc limit ${limit + 1}
    ) as page
    left join campaigns c on c.id = page.campaign_id
      and exists (select from clients own where own.id = c.client_id and own.deleted_at is null)
    order by page.sort_key asc, page.id asc`
  const rows = found.slice(0, limit)
  const last = found.length > limit ? rows.at(-1) : undefined
  return {
    items: rows.map(({ sortKey: _, campaignName, responsibleId, ...row }) => ({
      ...row,
      campaign: campaignName === null ? null : { id: row.campaignId, name: campaignName },
      responsible: row.assignees.find(({ id }) => id === responsibleId) ?? null,
    })),
    nextCursor: last ? Buffer.from(JSON.stringify([last.sortKey, last.id])).toString("base64url") : null,
    total: null,
  }
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
    else answer(200, await list(personId, 25))
  } catch (error) {
    answer(500, String(error))
  }
}).listen(Number(port), "127.0.0.1")
