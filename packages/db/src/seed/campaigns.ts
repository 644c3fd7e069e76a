import type { CampaignStatus } from "@alphas/domain/campaigns/words"
import { industries } from "@alphas/domain/clients/words"
import { day } from "./calendar"
import { makeCampaign, type Studio } from "./campaign"
import type { Kind, KindName } from "./campaign-kind"
import { longKinds } from "./campaign-kinds-long"
import { shortKinds } from "./campaign-kinds-short"
import { type CampaignRows, noCampaigns } from "./campaign-rows"
import type { Shown } from "./course"
import type { NewClientRow } from "./rows"
import { at } from "./vocabulary"
import { campaignWords, seasonOf } from "./words-campaigns"

/** A client as campaigns are dealt to it. */
export interface Patron {
  row: NewClientRow
  /** Who will lead its campaigns; without, it has none. */
  managerId: string | null
  createdAt: number
  /** Who works for it. */
  memberIds: readonly string[]
  /** What its first campaigns show of the project manager's work. */
  shows?: readonly Shown[]
}

const kinds: ReadonlyMap<KindName, Kind> = new Map(
  [...shortKinds, ...longKinds].map((kind) => [kind.name, kind]),
)

/** How often there is which kind: the small ones more. */
const deck: readonly KindName[] = [
  "social",
  "search",
  "newsletter",
  "brand",
  "content",
  "print",
  "social",
  "event",
  "newsletter",
  "search",
  "launch",
  "content",
  "video",
  "website",
  "print",
]

/** Of a client's campaigns after the first, which is active. */
const phases: readonly CampaignStatus[] = [
  "completed",
  "planning",
  "completed",
  "completed",
  "active",
  "completed",
  "completed",
  "paused",
  "completed",
  "completed",
]

/** A client that was one for less than this has no campaigns that are over. */
const formerAtLeast = 150 * day

/**
 * Makes exactly `total` campaigns for the active and former ones of `patrons`, more for those who have been clients
 * longer. Former clients have only campaigns that are over.
 */
export function campaignsFor(
  studio: Studio,
  patrons: readonly Patron[],
  total: number,
  first = 0,
): CampaignRows {
  const made = noCampaigns()
  const eligible = patrons.flatMap((patron, index) => {
    const { row, managerId } = patron
    const isFormer = row.status === "former"
    const edited = row.updatedAt != null && row.updatedAt !== row.createdAt
    const to = isFormer && edited ? Date.parse(row.updatedAt ?? "") : studio.now
    const fits =
      managerId !== null &&
      (row.status === "active" ? row.archivedAt == null : isFormer && to - patron.createdAt > formerAtLeast)
    return fits ? [{ patron, managerId, number: first + index, to, isFormer }] : []
  })
  const ages = eligible.map(({ patron, to }) => (to - patron.createdAt) / day + 60)
  const sum = ages.reduce((all, age) => all + age, 0)
  let reached = 0
  let dealt = 0
  for (const [index, { patron, managerId, number, to, isFormer }] of eligible.entries()) {
    reached += ages[index] ?? 0
    const count = Math.round((reached / sum) * total) - dealt
    const taken = new Set<string>()
    for (let turn = 0; turn < count; turn++) {
      const phase = isFormer ? "completed" : turn === 0 ? "active" : at(phases, number * 3 + turn)
      const kind = kinds.get(at(deck, number * 4 + turn))
      if (kind === undefined) throw new Error("Every kind in the deck is known.")
      const rows = makeCampaign(studio, {
        client: patron.row,
        managerId,
        kind,
        phase,
        name: (startDay) => nameFor(patron.row, kind, number + turn, startDay, taken),
        from: patron.createdAt + day / 12,
        to,
        near: patron.memberIds,
        turn: dealt + turn,
        shows: patron.shows?.[turn],
      })
      append(made, rows)
    }
    dealt += count
  }
  return made
}

function nameFor(
  client: NewClientRow,
  kind: Kind,
  turn: number,
  startDay: string,
  taken: Set<string>,
): string {
  const words = campaignWords(client.country ?? "")
  const about = words.about[industries.find((industry) => industry === client.industry) ?? "Retail"]
  let name = ""
  for (let next = turn; ; next++) {
    name = at(words.names[kind.name], next / about.length)
      .replace("*", at(about, next))
      .replace("{t}", seasonOf(words, startDay))
    if (!taken.has(name) || next > turn + 6) break
  }
  taken.add(name)
  return name
}

function append(all: CampaignRows, more: CampaignRows): void {
  all.campaigns.push(...more.campaigns)
  all.members.push(...more.members)
  all.kpis.push(...more.kpis)
  all.kpiValues.push(...more.kpiValues)
  all.tasks.push(...more.tasks)
  all.assignees.push(...more.assignees)
  all.checklist.push(...more.checklist)
  all.dependencies.push(...more.dependencies)
  all.entries.push(...more.entries)
  all.log.push(...more.log)
}
