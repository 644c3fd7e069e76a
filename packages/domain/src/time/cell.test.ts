import { expect, it } from "vitest"
import { type CellEntry, slotOf } from "./cell"

const entry = (minutes: number, also: Partial<CellEntry> = {}): CellEntry => ({
  ...{ minutes, startedAt: null, billable: true, ...also },
})
const clocked = (minutes: number, billable = true) => entry(minutes, { startedAt: "2026-05-04", billable })

it("what is typed into a cell goes to the one entry without times, or to a new one that is billed like the rest", () => {
  const own = entry(60, { billable: false })
  expect(slotOf([])).toEqual({ written: null, measured: 0, billable: true })
  expect(slotOf([own])).toEqual({ written: own, measured: 0, billable: false })
  expect(slotOf([own, clocked(30), clocked(15)])).toEqual({ written: own, measured: 45, billable: false })
  expect(slotOf([clocked(30, false)])).toEqual({ written: null, measured: 30, billable: false })
})

it("several entries that could take it are changed one by one", () => {
  expect(slotOf([entry(60), entry(60)])).toBeNull()
  expect(slotOf([clocked(30), clocked(30, false)])).toBeNull()
})
