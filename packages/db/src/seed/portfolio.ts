import type { ClientStatus } from "@alphas/domain/clients/words"
import type { Faker } from "@faker-js/faker"
import { day, iso, officeHour } from "./calendar"
import { type Company, companies } from "./company"
import { digits } from "./people"
import {
  changeOf,
  clientCreated,
  clientRow,
  contactCreated,
  contactRows,
  type NewChangeRow,
  type NewClientRow,
  type NewContactRow,
  type NewMemberRow,
} from "./rows"
import type { NewUserRow } from "./staff"
import { at, type Vocabulary } from "./vocabulary"

/** A client with its past: the rows as they are now, and the log that led there. */
export interface Account {
  row: NewClientRow
  contacts: NewContactRow[]
  createdAt: number
  log: NewChangeRow[]
}

/** In the proportions of an agency that lives: six in ten active. */
const statuses: readonly ClientStatus[] = [
  "active",
  "active",
  "prospect",
  "active",
  "on_hold",
  "active",
  "active",
  "prospect",
  "active",
  "former",
]

/**
 * `count` clients of the past three years. Managers own nearly all of them, about as many each; a few belong to the
 * admins, and the last two prospects to nobody yet.
 */
export function portfolio(
  vocabulary: Vocabulary,
  staff: { admins: NewUserRow[]; managers: NewUserRow[] },
  count: number,
  now: number,
): Account[] {
  const company = companies(vocabulary)
  return Array.from({ length: count }, (_, number) => {
    const rest = count - number
    const unowned = rest <= 2
    const owner = unowned ? null : rest <= 6 ? at(staff.admins, number) : at(staff.managers, number)
    const status = unowned
      ? "prospect"
      : at(statuses, Math.floor(number / staff.managers.length) * 3 + number)
    return account(vocabulary.random, company(number), { ...staff, owner, status, now })
  })
}

interface Situation {
  admins: NewUserRow[]
  managers: NewUserRow[]
  owner: NewUserRow | null
  status: ClientStatus
  now: number
}

type Field = "status" | "phone" | "notes" | "tags" | "ownerId" | "archivedAt"
interface Edit {
  field: Field
  before: unknown
  after: unknown
}

function account(random: Faker, company: Company, situation: Situation): Account {
  const { owner, status, now } = situation
  const createdAt = officeHour(random, now - (status === "prospect" ? 150 : 1_060) * day, now - 6 * day)
  const handedOver = owner !== null && status !== "prospect" && random.number.int(4) === 0
  const creator = handedOver || owner === null ? at(situation.managers, random.number.int(99)) : owner
  const row = clientRow(random, company, {
    createdAt,
    createdBy: creator.id,
    ownerId: owner?.id ?? null,
    status,
  })
  const edits = editsOf(random, row, creator.id === owner?.id || owner === null ? null : creator.id)
  const moments = edits
    .map(() => officeHour(random, createdAt + 3 * 60 * 60 * 1000, now))
    .sort((a, b) => a - b)
  const first: NewClientRow = { ...row }
  for (const edit of [...edits].reverse()) Object.assign(first, { [edit.field]: edit.before })

  const done = { at: createdAt, actorId: creator.id, verb: "clients.create" }
  const people = first.ownerId == null ? [] : [first.ownerId]
  const log = [changeOf(done, "client", row.id, row.id, clientCreated(first), people)]
  let actorId = first.ownerId ?? at(situation.admins, 0).id
  for (const [index, edit] of edits.entries()) {
    const moment = moments[index] ?? createdAt
    if (edit.field === "archivedAt") row.archivedAt = iso(moment)
    const after = edit.field === "archivedAt" ? row.archivedAt : edit.after
    const verb = edit.field === "archivedAt" ? "clients.archive" : "clients.update"
    const concerned = edit.field === "ownerId" ? [first.ownerId, row.ownerId].filter((id) => id != null) : []
    const fields = { [edit.field]: { before: edit.before ?? null, after: after ?? null } }
    log.push(changeOf({ at: moment, actorId, verb }, "client", row.id, row.id, fields, concerned))
    if (edit.field === "ownerId") actorId = row.ownerId ?? actorId
    row.updatedAt = iso(moment)
  }
  row.version = 1 + edits.length

  const contacts = contactRows(random, company, row.id, createdAt)
  for (const [index, contact] of contacts.entries()) {
    const later = index >= 2 && random.number.int(1) === 0
    const moment = later ? officeHour(random, createdAt + day, now) : createdAt
    contact.createdAt = contact.updatedAt = iso(moment)
    const how = later
      ? { at: moment, actorId, verb: "clients.contacts.create" }
      : { at: moment, actorId: creator.id, verb: "clients.create" }
    log.push(changeOf(how, "contact", contact.id, row.id, contactCreated(contact)))
  }
  return { row, contacts, createdAt, log }
}

/** What happened to a client since it was made, oldest first; the last value of each field is the row's. */
function editsOf(random: Faker, row: NewClientRow, formerOwner: string | null): Edit[] {
  const edits: Edit[] = []
  const way: ClientStatus[] = ["prospect"]
  if (row.status !== "prospect") way.push("active")
  if (row.status === "on_hold" || row.status === "former") way.push(row.status)
  if (random.number.int(2) === 0 && row.phone) {
    edits.push({
      field: "phone",
      before: `${row.phone.slice(0, -2)}${digits(random, "##")}`,
      after: row.phone,
    })
  }
  for (const [index, after] of way.slice(1).entries())
    edits.push({ field: "status", before: way[index], after })
  if (row.notes && random.number.int(1) === 0) {
    const [sentence] = row.notes.split(/(?<=[.]) /)
    const before = sentence === row.notes ? null : sentence
    edits.splice(random.number.int(edits.length), 0, { field: "notes", before, after: row.notes })
  }
  if (row.tags && row.tags.length > 1) {
    edits.splice(random.number.int(edits.length), 0, {
      field: "tags",
      before: row.tags.slice(0, 1),
      after: row.tags,
    })
  }
  if (formerOwner !== null) edits.push({ field: "ownerId", before: formerOwner, after: row.ownerId })
  if (row.status === "former" && random.number.int(2) === 0) {
    edits.push({ field: "archivedAt", before: null, after: null })
  }
  return edits
}

/**
 * Who works on which client: everybody in the team on two to six, most of them of the two managers they work for, and
 * each manager on one of a colleague's. Whoever has the named account is on the six first of the first manager.
 */
export function memberships(
  random: Faker,
  accounts: Account[],
  staff: { managers: NewUserRow[]; team: NewUserRow[] },
): { rows: NewMemberRow[]; log: NewChangeRow[] } {
  const open = accounts.filter(({ row }) => row.archivedAt == null && row.ownerId != null)
  const of = (manager: NewUserRow) => open.filter(({ row }) => row.ownerId === manager.id)
  const rows: NewMemberRow[] = []
  const log: NewChangeRow[] = []
  const join = (person: NewUserRow, client: Account) => {
    const addedAt = Math.max(client.createdAt, Date.parse(person.createdAt) + day)
    const atOnce = addedAt === client.createdAt
    const actorId = client.row.createdBy ?? null
    rows.push({ clientId: client.row.id, userId: person.id, addedAt: iso(addedAt) })
    log.push(
      changeOf(
        { at: addedAt, actorId, verb: atOnce ? "clients.create" : "clients.addMember" },
        "client_member",
        client.row.id,
        client.row.id,
        { member: { after: person.id } },
        [person.id],
      ),
    )
  }
  for (const [number, person] of staff.team.entries()) {
    const wanted = number === 0 ? 6 : 2 + random.number.int(4)
    const near = [...of(at(staff.managers, number)), ...of(at(staff.managers, number * 3 + 1))]
    const start = number === 0 ? 0 : random.number.int(near.length)
    const step = number === 0 ? 1 : 5
    const chosen = new Set(Array.from({ length: wanted }, (_, index) => at(near, start + index * step)))
    for (const client of chosen) join(person, client)
  }
  for (const [number, manager] of staff.managers.entries()) {
    join(manager, at(of(at(staff.managers, number + 3)), number))
  }
  return { rows, log }
}
