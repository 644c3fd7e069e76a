/**
 * Random links between tasks, from eight connections at once: no cycle ever gets into the table, and no link is
 * refused that would have been fine.
 *
 * Links are only added here, so what was a cycle at the moment of a refusal still is one at the end: every refused
 * link is looked at again, against the links that are in the table then, by a walk of this file's own.
 *
 *     npm run prove -- cycles [links]        100000 by default
 */
import { Refusal } from "@alphas/api/refusal"
import { testApi } from "@alphas/api/testing"
import { makeCampaign, makeUser } from "@alphas/db/factories"
import { taskDependencies, tasks } from "@alphas/db/schema/tasks"
import { newId } from "@alphas/domain/ids"
import { TRPCError } from "@trpc/server"
import { showProgress } from "../progress"

const wanted = Number(process.argv[2] ?? 100_000)
const lanes = 8
const [campaignCount, tasksEach] = [Math.max(2, Math.round(wanted / 250)), 24]

interface Dependency {
  from: string
  to: string
}

/** The same numbers every time (a linear congruential generator, D. E. Knuth's MMIX). */
function numbers(seed: bigint): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state * 6364136223846793005n + 1442695040888963407n) & 0xffff_ffff_ffff_ffffn
    return Number((state >> 33n) % BigInt(below))
  }
}

/** Whether the links lead from one task to another, step by step. */
function leads(next: ReadonlyMap<string, string[]>, from: string, to: string): boolean {
  const [met, open] = [new Set([from]), [from]]
  for (let task = open.pop(); task !== undefined; task = open.pop()) {
    if (task === to) return true
    for (const follower of next.get(task) ?? []) {
      if (met.has(follower)) continue
      met.add(follower)
      open.push(follower)
    }
  }
  return false
}

const reasonOf = (error: unknown): string => {
  const cause = error instanceof TRPCError && error.cause instanceof Refusal ? error.cause : error
  return cause instanceof Refusal ? cause.reason : `failed: ${String(error)}`
}

const api = await testApi({ DATABASE_POOL: lanes })
try {
  const { db } = api.database.connection
  const admin = await makeUser(db, { role: "admin" })
  const boards: string[][] = []
  for (let number = 0; number < campaignCount; number++) {
    const campaign = await makeCampaign(db, { managerId: admin.id })
    const ids = Array.from({ length: tasksEach }, () => newId())
    await db.insert(tasks).values(
      ids.map((id, index) => ({
        id,
        campaignId: campaign.id,
        title: `Task ${index}`,
        startDay: campaign.startDay,
        endDay: campaign.startDay,
        durationDays: 1,
        rank: index,
      })),
    )
    boards.push(ids)
  }

  // The real procedures, without what only tests look at.
  const { dependencies } = api.as(admin, { services: { ...api.services, strict: false } }).schedule
  const refused: Dependency[] = []
  const accepted: Dependency[] = []
  const others = new Map<string, number>()
  let left = wanted
  const started = performance.now()
  const lane = async (number: number) => {
    const random = numbers(BigInt(number + 1))
    while (left-- > 0) {
      const board = boards[random(boards.length)] ?? []
      const from = board[random(tasksEach)] ?? ""
      const to = board[random(tasksEach)] ?? ""
      try {
        await dependencies.create({ predecessorId: from, successorId: to, lagDays: random(5) - 2 })
        accepted.push({ from, to })
      } catch (error) {
        const reason = reasonOf(error)
        if (reason === "cycle") refused.push({ from, to })
        else others.set(reason, (others.get(reason) ?? 0) + 1)
      }
    }
  }
  const shown = showProgress(() => `${wanted - Math.max(0, left)} of ${wanted} links tried`)
  await Promise.all(Array.from({ length: lanes }, (_, number) => lane(number))).finally(shown)

  const table = await db
    .select({ from: taskDependencies.predecessorId, to: taskDependencies.successorId })
    .from(taskDependencies)
  const next = new Map<string, string[]>()
  for (const { from, to } of table) next.set(from, [...(next.get(from) ?? []), to])
  const circles = table.filter(({ from, to }) => leads(next, to, from)).length
  const fine = refused.filter(({ from, to }) => !leads(next, to, from)).length
  const kept = new Set(table.map(({ from, to }) => from + to))
  const lost = accepted.filter(({ from, to }) => !kept.has(from + to)).length
  const strange = [...others].filter(([reason]) => reason !== "duplicate" && reason !== "invalid")
  const seconds = (performance.now() - started) / 1000
  console.log(
    `${wanted} random links in ${campaignCount} campaigns from ${lanes} connections in ${seconds.toFixed(0)} s: ` +
      `${accepted.length} accepted, ${refused.length} refused as cycles, ` +
      `${[...others].map(([reason, count]) => `${count} ${reason}`).join(", ")}.`,
  )
  console.log(
    `${circles} links of cycles in the table, ${fine} refusals of links that would have been fine, ${lost} lost.`,
  )
  for (const [reason, count] of strange) console.log(`  unexpected: ${count} x ${reason}`)
  if (circles + fine + lost + strange.length > 0 || refused.length === 0 || accepted.length !== table.length)
    process.exitCode = 1
} finally {
  await api.close()
}
