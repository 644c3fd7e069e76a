/** An entry of a cell: what was spent on one thing on one day. */
export interface CellEntry {
  minutes: number
  /** When it began, for what a clock measured. */
  startedAt: string | null
  billable: boolean
}

/** Where the minutes that are typed into a cell go. */
export interface CellSlot<Entry> {
  /** The one entry without times, which takes the difference; null when a new one does. */
  written: Entry | null
  /** Minutes that a clock measured, which stay. */
  measured: number
  /** How the entry is billed: as it is, or else as what the clock measured. */
  billable: boolean
}

/**
 * Where the minutes that are typed into a cell go; null when several entries could take them, so that each must be
 * changed by itself.
 */
export function slotOf<Entry extends CellEntry>(cell: readonly Entry[]): CellSlot<Entry> | null {
  const measured = cell.filter(({ startedAt }) => startedAt !== null)
  const [written = null, second] = cell.filter(({ startedAt }) => startedAt === null)
  const [like = true, other] = [...new Set(measured.map(({ billable }) => billable))]
  if (second !== undefined || (written === null && other !== undefined)) return null
  return {
    written,
    measured: measured.reduce((sum, { minutes }) => sum + minutes, 0),
    billable: written?.billable ?? like,
  }
}
