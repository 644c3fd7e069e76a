import { priceOf } from "@alphas/domain/time/rates"
import type { Faker } from "@faker-js/faker"
import { idAt, iso } from "./calendar"
import type { CampaignRows, NewTimeEntry } from "./campaign-rows"
import { changeOf, created } from "./rows"
import { type Job, jobsOf } from "./time-jobs"
import { type BookedDay, type Booker, type Timekeeping, worksOn } from "./timekeeping"
import { at } from "./vocabulary"
import { asideNotes, taskNotes } from "./words-time"

/** A part of somebody's day. */
interface Piece {
  job: Job
  quarters: number
}

const minute = 60_000
const quarter = 15 * minute

/**
 * Books the time of whoever works on these campaigns, on days that they have not booked yet: on tasks of theirs that
 * were being worked on, and on the campaigns besides. The totals of tasks and campaigns are those of a recount.
 */
export function bookTime(random: Faker, keeping: Timekeeping, work: CampaignRows): void {
  for (const [userId, jobs] of jobsOf(work, keeping)) {
    const person = keeping.bookers.get(userId)
    if (person === undefined) continue
    const booked = keeping.booked.get(userId) ?? new Set()
    keeping.booked.set(userId, booked)
    for (const [place, day] of keeping.days.entries()) {
      if (booked.has(place) || !worksOn(keeping, person, day)) continue
      const pieces = piecesOf(random, person, jobs, day.day)
      if (pieces.length === 0) continue
      booked.add(place)
      enter(random, keeping, work, person, day, pieces)
    }
  }
}

const chance = (random: Faker, percent: number): boolean => random.number.int(99) < percent

/** How somebody spent a day: the team most of it and on tasks first, whoever leads a little of some days. */
function piecesOf(random: Faker, { role }: Booker, jobs: readonly Job[], day: string): Piece[] {
  const open = jobs.filter(({ from, to }) => from <= day && day <= to)
  const leads = role !== "team_member"
  if (open.length === 0 || chance(random, leads ? 45 : 3)) return []
  const target = leads ? random.number.int({ min: 4, max: 12 }) : random.number.int({ min: 24, max: 32 })
  const tasks = some(
    random,
    open.filter(({ task }) => task !== null),
    3,
  )
  const asideAtMost = tasks.length === 0 ? (leads ? 2 : 3) : tasks.length === 1 || chance(random, 40) ? 1 : 0
  const aside = some(
    random,
    open.filter(({ task }) => task === null),
    asideAtMost,
  )
  const planned = tasks.reduce((sum, job) => sum + job.planned, 0)
  // What tasks leave of the day is theirs by half: work takes longer than planned when there is time for it.
  const rest = Math.max(4, (target - planned) / 2) / Math.max(1, aside.length)
  const weighed = [...tasks, ...aside].map((job) => ({
    job,
    weight: (job.task === null ? rest : job.planned) * (random.number.int({ min: 70, max: 130 }) / 100),
  }))
  const sum = weighed.reduce((all, { weight }) => all + weight, 0)
  return weighed.map(({ job, weight }) => ({
    job,
    quarters: Math.max(2, Math.round((weight * target) / sum)),
  }))
}

/** Up to `most` of them, one beside the other. */
function some(random: Faker, jobs: readonly Job[], most: number): Job[] {
  if (most === 0) return []
  if (jobs.length <= most) return [...jobs]
  const start = random.number.int(jobs.length - 1)
  return Array.from({ length: random.number.int({ min: 1, max: most }) }, (_, index) =>
    at(jobs, start + index),
  )
}

/** Enters a day, by the clock on every third, and adds it to the totals. */
function enter(
  random: Faker,
  { rules }: Timekeeping,
  work: CampaignRows,
  { id: userId, role }: Booker,
  { day, morning }: BookedDay,
  pieces: readonly Piece[],
): void {
  const byClock = chance(random, 35)
  let clock = morning + random.number.int(6) * quarter
  let hadLunch = false
  for (const [index, { job, quarters }] of pieces.entries()) {
    const { campaign, task } = job
    const start = clock
    clock += quarters * quarter
    const createdAt = byClock ? clock : morning + 9 * 60 * minute + index * minute
    const span = byClock ? { startedAt: iso(start), endedAt: iso(clock) } : { startedAt: null, endedAt: null }
    if (!hadLunch && clock >= morning + 4 * 60 * minute) {
      hadLunch = true
      clock += random.number.int({ min: 2, max: 4 }) * quarter
    }
    const minutes = quarters * 15
    const billable = !chance(random, task === null ? 25 : 5)
    const hour = { userId, role, campaignId: campaign.id, day, currency: campaign.currency }
    const entry: NewTimeEntry = {
      id: idAt(random, createdAt),
      userId,
      campaignId: campaign.id,
      taskId: task?.id ?? null,
      day,
      minutes,
      ...span,
      billable,
      note: noteOf(random, task === null),
      role,
      ...priceOf(rules, hour, minutes, billable),
      createdAt: iso(createdAt),
      version: 1,
    }
    work.entries.push(entry)
    const done = { at: createdAt, actorId: userId, verb: "time.create" }
    const { clientId } = campaign
    const said = created(entry, entryFields)
    work.log.push(changeOf(done, "time_entry", entry.id, clientId, said, [userId], campaign.id))
    campaign.minutes = (campaign.minutes ?? 0) + minutes
    campaign.hoursMinor = (campaign.hoursMinor ?? 0) + (entry.costMinor ?? 0)
    if (task !== null) task.minutes = (task.minutes ?? 0) + minutes
  }
}

function noteOf(random: Faker, aside: boolean): string | null {
  if (!chance(random, aside ? 60 : 30)) return null
  return at(aside ? asideNotes : taskNotes, random.number.int(99))
}

const entryFields = [
  "id",
  "userId",
  "campaignId",
  "taskId",
  "note",
  "billable",
  "day",
  "minutes",
  "startedAt",
  "endedAt",
] as const
