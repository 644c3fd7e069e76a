import { expect, it } from "vitest"
import { HeldCells } from "./held-cells"

const cell = (label: string) => ({ label, text: "a while", look: () => {} })

it("names a cell whose text is no time until that is put right, taken back or gone", async () => {
  const cells = new HeldCells()
  expect(await cells.first()).toBeUndefined()
  cells.hold("a", cell("Aster, Monday"))
  cells.hold("b", cell("Birke, Tuesday"))
  expect((await cells.first())?.label).toBe("Aster, Monday")
  expect(cells.release("a")?.text).toBe("a while")
  expect((await cells.first())?.label).toBe("Birke, Tuesday")
  cells.release("b")
  expect(cells.release("b")).toBeUndefined()
  expect(await cells.first()).toBeUndefined()
})

it("waits for a cell that is being saved, whether that arrives or is refused", async () => {
  const cells = new HeldCells()
  for (const refused of [false, true]) {
    let arrive = () => {}
    const work = cells.during(
      new Promise<void>((resolve) => {
        arrive = () => {
          if (refused) cells.hold("a", cell("Aster, Monday"))
          resolve()
        }
      }),
    )
    const first = cells.first()
    arrive()
    await work
    expect((await first)?.label).toBe(refused ? "Aster, Monday" : undefined)
  }
})
