import type { LineTotals } from "@alphas/domain/money/totals"
import { MantineProvider } from "@mantine/core"
import { cleanup, fireEvent, render, screen } from "@testing-library/react"
import { AppRouterContext } from "next/dist/shared/lib/app-router-context.shared-runtime"
import { useState } from "react"
import { afterEach, expect, test, vi } from "vitest"
import { ConfirmProvider } from "../../feedback/confirm"
import { ReaderProvider } from "../../format/reader"
import { type DraftValues, draftTotals, type LineValues, lineErrors, taxKey } from "./draft-values"
import { LineGrid } from "./line-grid"
import { TotalsList } from "./totals-list"

const taxes = [
  { value: taxKey("standard", "19"), label: "19 %" },
  { value: taxKey("reverse_charge", "0"), label: "Reverse charge" },
]
let made = 0
const freshKey = () => `new ${made++}`
const line = (description = "", unitPrice = ""): LineValues => ({
  ...{ key: freshKey(), description, quantity: "1", unit: "piece", unitPrice },
  ...{ tax: taxKey("standard", "19"), adjustments: [], campaignId: null, source: null },
})
const draft = (lines: LineValues[]): DraftValues => ({
  ...{ purpose: "standard", currency: "EUR", prices: "net", issueDay: "", dueDay: "" },
  ...{ periodFrom: "", periodTo: "", buyerReference: "", intro: "", note: "", footer: "", taxReason: "" },
  ...{ adjustments: [], lines },
})

let shown: LineValues[] = []

function Grid({ begin }: { begin: LineValues[] }) {
  const [lines, setLines] = useState(begin)
  shown = lines
  const { totals } = draftTotals(draft(lines))
  const none: LineTotals[] = []
  return (
    <>
      <LineGrid
        lines={lines}
        currency="EUR"
        taxes={taxes}
        totals={totals?.lines ?? none}
        errors={lines.map((each) => lineErrors(each, "EUR"))}
        blank={() => line()}
        freshKey={freshKey}
        onLines={setLines}
      />
      {totals && <TotalsList totals={totals} currency="EUR" prices="net" adjustments={[]} />}
    </>
  )
}

function open(begin: LineValues[], locale = "en-GB") {
  const zone = "Europe/Berlin"
  render(
    <AppRouterContext value={{} as never /* nothing here leads to another page */}>
      <MantineProvider env="test">
        <ConfirmProvider>
          <ReaderProvider
            locale={locale}
            timeZone={zone}
            agencyZone={zone}
            now={Date.parse("2026-11-30T12:00:00Z")}
          >
            <Grid begin={begin} />
          </ReaderProvider>
        </ConfirmProvider>
      </MantineProvider>
    </AppRouterContext>,
  )
}

const cell = (name: string) => screen.getByLabelText<HTMLInputElement>(name)
const type = (name: string, value: string) => {
  fireEvent.focus(cell(name))
  fireEvent.change(cell(name), { target: { value } })
}
const press = (key: string, how: { ctrlKey?: boolean; altKey?: boolean; shiftKey?: boolean } = {}) =>
  fireEvent.keyDown(document.activeElement ?? document.body, { key, ...how })
const sum = () => screen.getByText("Total").closest("div")?.textContent
const descriptions = () => shown.map(({ description }) => description)

afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
})

test("numbers are typed as people write them, and the totals follow at every key", () => {
  open([line("Design")], "de-DE")
  type("Quantity of line 1", "1,5")
  type("Unit price of line 1", "1.200,50")
  // 1.5 * 1200.50 = 1800.75, and 19 % of it 342.14.
  expect(sum()).toContain("2.142,89")
  expect(shown[0]?.quantity).toBe("1.5")
  expect(cell("Unit price of line 1").value).toBe("1.200,50")
  fireEvent.blur(cell("Unit price of line 1"))
  expect(cell("Unit price of line 1").value).toBe("1.200,50")
  type("Discount of line 1 in percent", "10 %")
  expect(shown[0]?.adjustments).toEqual([{ kind: "discount", by: "percent", value: "10", reason: "" }])
  fireEvent.change(cell("Tax of line 1"), { target: { value: taxKey("reverse_charge", "0") } })
  expect(sum()).toContain("1.620,67")
})

test("what is no number stays as it was typed, and is told at its cell once that is left", () => {
  open([line("Design", "10")])
  cell("Quantity of line 1").focus()
  type("Quantity of line 1", "two")
  expect(screen.queryByRole("alert")).toBeNull()
  fireEvent.blur(cell("Quantity of line 1"))
  expect(screen.getByRole("alert").textContent).toBe("Write a number like 12.5.")
  expect(cell("Quantity of line 1").value).toBe("two")
  expect(cell("Quantity of line 1").getAttribute("aria-invalid")).toBe("true")
  type("Quantity of line 1", "1.23456")
  fireEvent.blur(cell("Quantity of line 1"))
  expect(screen.getByRole("alert").textContent).toBe("At most 4 digits may follow the point.")
  type("Quantity of line 1", "2")
  expect(screen.queryByRole("alert")).toBeNull()
  expect(sum()).toContain("€23.80")
})

test("Enter goes down, and from the last line adds one", () => {
  open([line("First"), line("Second")])
  cell("Unit price of line 1").focus()
  press("Enter")
  expect(document.activeElement).toBe(cell("Unit price of line 2"))
  press("Enter")
  expect(shown).toHaveLength(3)
  expect(document.activeElement).toBe(cell("Description of line 3"))
  // Within a description Shift+Enter is left to the text.
  press("Enter", { shiftKey: true })
  expect(shown).toHaveLength(3)
})

test("the arrows go from cell to cell, and within a text only to its ends", () => {
  open([line("One\nTwo", "5"), line("Three", "6")])
  cell("Quantity of line 1").focus()
  cell("Quantity of line 1").select()
  press("ArrowRight")
  expect(document.activeElement).toBe(cell("Unit of line 1"))
  press("ArrowDown")
  expect(document.activeElement).toBe(cell("Unit of line 2"))
  expect(shown[0]?.unit).toBe("piece")
  const text = cell("Description of line 1")
  text.focus()
  text.setSelectionRange(1, 1)
  press("ArrowDown")
  expect(document.activeElement).toBe(text)
  text.setSelectionRange(5, 5)
  press("ArrowDown")
  expect(document.activeElement).toBe(cell("Description of line 2"))
})

test("a line is copied, moved, deleted and brought back by keyboard", async () => {
  open([line("First", "1"), line("Second", "2")])
  cell("Quantity of line 1").focus()
  press("d", { ctrlKey: true })
  expect(descriptions()).toEqual(["First", "First", "Second"])
  expect(document.activeElement).toBe(cell("Quantity of line 2"))
  expect(shown[0]?.key).not.toBe(shown[1]?.key)
  press("ArrowDown", { altKey: true })
  expect(descriptions()).toEqual(["First", "Second", "First"])
  expect(document.activeElement).toBe(cell("Quantity of line 3"))
  press("ArrowUp", { altKey: true })
  press("ArrowUp", { altKey: true })
  press("ArrowUp", { altKey: true })
  expect(document.activeElement).toBe(cell("Quantity of line 1"))
  press("Backspace", { ctrlKey: true, shiftKey: true })
  expect(descriptions()).toEqual(["First", "Second"])
  expect(document.activeElement).toBe(cell("Quantity of line 1"))
})

test("the copy of a line that bills an hour is a line of its own", () => {
  open([{ ...line("Hours", "90"), source: "time" }])
  cell("Quantity of line 1").focus()
  press("d", { ctrlKey: true })
  expect(shown.map(({ source }) => source)).toEqual(["time", null])
})
