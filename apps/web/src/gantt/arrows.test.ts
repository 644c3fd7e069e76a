import { expect, test } from "vitest"
import { arrowPath } from "./arrows"

const first = { left: 0, right: 50, y: 18 }
const later = { left: 100, right: 150, y: 54 }

test("each type of link leaves and arrives at the ends that it dependencies", () => {
  expect(arrowPath("finish_start", first, later)).toBe("M50 18H92V54H100")
  expect(arrowPath("start_start", first, later)).toBe("M0 18H-8V54H100")
  expect(arrowPath("finish_finish", first, later)).toBe("M50 18H158V54H150")
  expect(arrowPath("start_finish", later, first)).toBe("M100 54H58V18H50")
})

test("goes around between the rows when the successor begins too early", () => {
  expect(arrowPath("finish_start", later, first)).toBe("M150 54H158V36H-8V18H0")
})

test("comes down on a successor that begins at once", () => {
  expect(arrowPath("finish_start", first, { left: 50, right: 90, y: 54 })).toBe("M50 18H59V45")
  expect(arrowPath("finish_start", { ...first, y: 54 }, { left: 41, right: 59, y: 18 })).toBe("M50 54H50V27")
})
