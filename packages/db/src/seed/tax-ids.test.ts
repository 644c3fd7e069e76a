import { expect, test } from "vitest"
import { britishVatId, frenchVatId, germanVatId } from "./tax-ids"

test("check digits agree with numbers that are known to be valid", () => {
  expect(germanVatId("13669597")).toBe("DE136695976")
  expect(frenchVatId("30326504")).toBe("FR40303265045")
  expect(britishVatId("9807806")).toBe("GB980780684")
})
