import { weekOf } from "../../format/weeks"
import type { Address } from "../../table/address"
import { idsOf } from "../../table/address-values"

/** What the workload page keeps in its address. */
export interface WorkloadAddress extends Address {
  /** A day of the first week; empty for the week that it is. */
  week: string
  text: string
  /** `yes` for only those who are overbooked in one of the weeks. */
  over: string
  /** Whose tasks are unfolded. */
  open: readonly string[]
  /** The task whose drawer is open. */
  task: string | null
}

export const standardWorkload: WorkloadAddress = { week: "", text: "", over: "", open: [], task: null }

/** So many weeks are shown at once. */
const shownWeeks = 6

/** The weeks that an address shows. */
export const spanOf = ({ week }: Pick<WorkloadAddress, "week">, today: string) => ({
  monday: weekOf(week, today),
  weeks: shownWeeks,
})

/** The weeks of the page; one object for whatever asks about them. */
export type Span = ReturnType<typeof spanOf>

/** Whose tasks an address unfolds: anybody can write one. */
export const openPeople = ({ open }: Pick<WorkloadAddress, "open">): string[] => idsOf(open)
