import type { Faker } from "@faker-js/faker"
import { day, iso } from "./calendar"
import { campaignCreated, type NewCampaignRow } from "./campaign-rows"
import { changeOf, type NewChangeRow } from "./rows"

interface Past {
  /** The morning up to which there was work. */
  until: string
  /** The day on which the last task ended. */
  lastDay: string
  now: number
}

const hour = 60 * 60 * 1000
const sinceArchived = 300 * day

interface Edit {
  at: number
  verb: string
  field: "status" | "budgetMinor" | "archivedAt"
  before: unknown
  after: unknown
}

/**
 * What happened to a campaign: it was made with its people, its budget was raised, it took its steps, it was archived
 * long after. Brings the row's version, last change and archive to where that leads.
 */
export function campaignLog(
  random: Faker,
  row: NewCampaignRow,
  people: readonly string[],
  past: Past,
): NewChangeRow[] {
  const { clientId, managerId = null } = row
  const createdAt = Date.parse(row.createdAt)
  const edits = editsOf(random, row, past)
  const first: NewCampaignRow = { ...row, status: "planning" }
  for (const edit of [...edits].reverse()) Object.assign(first, { [edit.field]: edit.before })
  const done = { at: createdAt, actorId: managerId, verb: "campaigns.create" }
  const log = [
    changeOf(done, "campaign", row.id, clientId, campaignCreated(first), [...people], row.id),
    ...people.map((id) =>
      changeOf(done, "campaign_member", row.id, clientId, { member: { after: id } }, [id], row.id),
    ),
  ]
  for (const { at, verb, field, before, after } of edits) {
    const change = { [field]: { before, after } }
    log.push(changeOf({ at, actorId: managerId, verb }, "campaign", row.id, clientId, change, [], row.id))
    if (field === "archivedAt") row.archivedAt = iso(at)
    row.updatedAt = iso(at)
  }
  row.version = 1 + edits.length
  return log
}

/** Oldest first; the last value of each field is the row's. */
function editsOf(random: Faker, row: NewCampaignRow, { until, lastDay, now }: Past): Edit[] {
  if (row.status === "planning") return []
  const minutes = () => random.number.int(59) * 60_000
  const step = (at: number, before: string, after: string): Edit => ({
    at,
    verb: "campaigns.step",
    field: "status",
    before,
    after,
  })
  const begun = Date.parse(row.startDay) + 7 * hour + minutes()
  const edits = [step(begun, "planning", "active")]
  if (row.budgetMinor != null && random.number.int(5) === 0) {
    edits.push({
      at: begun + 2 * hour,
      verb: "campaigns.update",
      field: "budgetMinor",
      before: Math.round(row.budgetMinor / 62_500) * 50_000,
      after: row.budgetMinor,
    })
  }
  if (row.status === "paused") edits.push(step(Date.parse(until) + 10 * hour + minutes(), "active", "paused"))
  if (row.status === "completed") {
    const ended = Math.min(Date.parse(lastDay) + day + 9 * hour + minutes(), now - hour)
    edits.push(step(ended, "active", "completed"))
    if (ended < now - sinceArchived && random.number.int(2) > 0) {
      const at = ended + 60 * day + minutes()
      edits.push({ at, verb: "campaigns.archive", field: "archivedAt", before: null, after: iso(at) })
    }
  }
  return edits
}
