import type { CampaignStatus } from "@alphas/domain/campaigns/words"
import type { Faker } from "@faker-js/faker"
import type { AgencyCalendar } from "./agency-calendar"
import { day, idAt, iso, officeHour } from "./calendar"
import type { Kind } from "./campaign-kind"
import { campaignLog } from "./campaign-log"
import { type CampaignRows, kpiCreated, type NewCampaignRow, totalsOf } from "./campaign-rows"
import { carryOut, place } from "./carry-out"
import { type Course, courseOf, type Shown } from "./course"
import { type Crew, oneOf } from "./crew"
import { kpisOfKind } from "./kpis"
import { changeOf, type NewClientRow } from "./rows"
import { networkOf, type TaskNetwork } from "./task-network"
import { taskRows } from "./task-rows"

/** Where and by whom campaigns are made. */
export interface Studio {
  random: Faker
  agency: AgencyCalendar
  crew: Crew
  /** Midnight in UTC of the day that it is. */
  now: number
}

/** What a campaign is to be. */
export interface Commission {
  client: NewClientRow
  managerId: string
  kind: Kind
  phase: CampaignStatus
  name: (startDay: string) => string
  /** Since when the client is one, and until when; milliseconds. */
  from: number
  to: number
  /** Who works for the client anyway. */
  near: readonly string[]
  /** Whose turn it is, of people of a craft. */
  turn: number
  /** What the project manager has to do on the day that it is. */
  shows?: Shown | undefined
}

/** Makes one campaign as it stands today, with its tasks, KPIs and log. */
export function makeCampaign(studio: Studio, commission: Commission): CampaignRows {
  const { random, agency, now } = studio
  const { kind, managerId, client } = commission
  const network = networkOf(random, kind)
  const plan = planOf(studio, commission, network)
  const course = carriedOut(studio, commission, network, plan)
  const { startDay, until } = course

  const optimistic =
    course.status === "active" && commission.shows === undefined && random.number.int(5) === 0
  const slack = optimistic ? -3 : 2 + random.number.int(6)
  const [least, most] = kind.budget
  const createdAt = createdFor(random, commission, startDay, now)
  const row: NewCampaignRow = {
    id: idAt(random, createdAt),
    clientId: client.id,
    name: commission.name(startDay),
    description: random.number.int(2) === 0 ? null : kind.description,
    status: course.status,
    startDay,
    endDay: agency.days.dayAt(Math.max(plan.end + slack, agency.days.indexOf(startDay))),
    currency: client.currency,
    budgetMinor: Math.round(random.number.int({ min: least, max: most }) / 500) * 50_000,
    managerId,
    createdBy: managerId,
    createdAt: iso(createdAt),
    updatedAt: iso(createdAt),
    archivedAt: null,
    minutes: 0,
    hoursMinor: 0,
    expensesMinor: 0,
    version: 1,
  }
  const tasks = taskRows(random, agency, network, { row, createdAt, until, helpers: plan.helpers })
  const totals = totalsOf(tasks.tasks)
  const measured = kpisOfKind(random, kind.kpis, {
    campaignId: row.id,
    currency: row.currency,
    createdAt,
    startDay,
    endDay: row.endDay,
    until,
  })
  const people = [...new Set([managerId, ...tasks.assignees.map(({ userId }) => userId)])]
  const log = campaignLog(random, row, people, { until, lastDay: totals.forecastDay ?? row.endDay, now })
  const done = { at: createdAt, actorId: managerId, verb: "campaigns.create" }
  return {
    ...tasks,
    ...measured,
    entries: [],
    campaigns: [{ ...row, ...totals }],
    members: people.map((userId) => ({ campaignId: row.id, userId, addedAt: iso(createdAt) })),
    log: [
      ...log,
      ...measured.kpis.map((kpi) => changeOf(done, "kpi", kpi.id, client.id, kpiCreated(kpi), [], row.id)),
      ...tasks.log,
    ],
  }
}

/** A campaign is talked about for at most so long before it begins. */
const preparation = 30 * day

const createdFrom = (commission: Commission, startDay: string, now: number) =>
  Math.max(commission.from, Math.min(Date.parse(startDay) - preparation, now - 3 * day))

function createdFor(random: Faker, commission: Commission, startDay: string, now: number): number {
  const from = createdFrom(commission, startDay, now)
  const to = Math.min(Date.parse(startDay), now) - 4 * 60 * 60 * 1000
  return officeHour(random, from, Math.max(from, to))
}

interface Plan {
  course: Course
  /** By task: who helps with it. */
  helpers: ReadonlyMap<string, string>
  /** The number of the working day on which it ends if nothing comes between. */
  end: number
  /** The task that shows. */
  shown: string | undefined
}

/** In so many rounds days and people agree, or others are asked; after so many times the days are taken as they are. */
const rounds = 5
const times = 4

/** Finds people and days. Who is there, and how long they are away, depends on the days, so it takes some rounds. */
function planOf(studio: Studio, commission: Commission, network: TaskNetwork): Plan {
  const { random, agency, crew, now } = studio
  const { days } = agency
  const chance = [random.number.int(99) / 100, random.number.int(99) / 100] as const
  const helped = new Set(
    network.tasks.filter(({ step }) => step.with && random.number.int(2) > 0).map(({ id }) => id),
  )
  const open = new Set(
    network.tasks
      .filter(() => commission.phase === "planning" && random.number.int(9) === 0)
      .map(({ id }) => id),
  )
  const approval = network.tasks.find(
    ({ step, durationDays }, index) => index > 0 && step.by === "Project Manager" && durationDays > 1,
  )
  let startDay = agency.today
  for (let round = 0; ; round++) {
    const moment = createdFrom(commission, startDay, now)
    const hire = (craft: Parameters<typeof oneOf>[1]) =>
      oneOf(crew, craft, moment, commission.near, commission.turn + Math.floor(round / rounds))
    const helpers = new Map<string, string>()
    for (const task of network.tasks) {
      task.responsibleId = open.has(task.id) ? null : hire(task.step.by)
      const helper = task.step.with && helped.has(task.id) && !open.has(task.id) ? hire(task.step.with) : null
      if (helper !== null && helper !== task.responsibleId) helpers.set(task.id, helper)
    }
    const planned = place(agency, network, startDay)
    const start = days.indexOf(startDay)
    const end = days.indexOf(planned.endDay ?? startDay)
    const shown = approval && { task: approval, offset: days.indexOf(approval.startDay) - start }
    const course = courseOf(agency, { ...commission, chance }, end - start + 1, shown)
    if (course.startDay === startDay || round === rounds * times)
      return { course: { ...course, startDay }, helpers, end, shown: approval?.id }
    startDay = course.startDay
  }
}

/** Lets time pass over a campaign that is planned, and says where it stands then. */
function carriedOut(
  { random, agency }: Studio,
  { shows }: Commission,
  network: TaskNetwork,
  { course, shown }: Plan,
): Course {
  const { startDay } = course
  // Where days and people never agreed, it may begin on another day than was wanted.
  const settled = startDay < course.until
  const until = settled ? course.until : agency.today
  const status = settled && course.status !== "planning" ? course.status : "active"
  for (const task of network.tasks) {
    if (task.step.fixed) task.mode = "manual"
    // Named by somebody, though it would not begin earlier anyway.
    else if (startDay >= until && random.number.int(11) === 0) task.notBefore = task.startDay
  }
  if (startDay >= until) return { status: "planning", startDay, until }
  const complete = status === "completed"
  const late = shows === "overdue" ? shown : undefined
  carryOut(random, agency, network, { startDay, until, complete, smooth: shows !== undefined, late })
  if (network.tasks.every((task) => task.status === "completed"))
    return { status: "completed", startDay, until }
  return { status: complete ? "active" : status, startDay, until }
}
