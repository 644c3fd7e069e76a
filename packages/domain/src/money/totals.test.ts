import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { AmountTooLarge, type Priced, type PricedLine, totalsOf } from "./totals"

const line = (quantity: string, unitPrice: string, also: Partial<PricedLine> = {}): PricedLine => ({
  ...{ quantity, unitPrice, adjustments: [], taxCategory: "standard", taxPercent: "19" },
  ...also,
})
const priced = (lines: PricedLine[], also: Partial<Priced> = {}): Priced => ({
  ...{ currency: "EUR", prices: "net", lines, adjustments: [] },
  ...also,
})
const discount = (given: { percent?: string; minor?: number }) => ({
  ...{ kind: "discount" as const, percent: null, minor: null, reason: null },
  ...given,
})

describe("totals of a document", () => {
  it("round quantity times price once, at the line", () => {
    const { lines, linesMinor } = totalsOf(
      priced([line("3", "0.335"), line("-1", "1.005"), line("0.1", "0.2")]),
    )
    expect(lines.map(({ netMinor }) => netMinor)).toEqual([101, -101, 2])
    expect(linesMinor).toBe(2)
  })

  it("tax the sum of a rate and not its lines, each rate apart", () => {
    const lines = [
      line("1", "0.33"),
      line("1", "0.33"),
      line("1", "0.33"),
      line("1", "10", { taxPercent: "7" }),
    ]
    expect(totalsOf(priced(lines)).taxes).toEqual([
      { category: "standard", percent: "19", baseMinor: 99, taxMinor: 19 },
      { category: "standard", percent: "7", baseMinor: 1000, taxMinor: 70 },
    ])
  })

  it("take discounts and charges off a line one by one, each rounded", () => {
    const adjustments = [discount({ percent: "10" }), { ...discount({ minor: 5 }), kind: "charge" as const }]
    const totals = totalsOf(priced([line("1", "99.99", { adjustments })]))
    expect(totals.lines).toEqual([{ amountMinor: 9999, valueMinor: 9004, netMinor: 9004 }])
  })

  it("divide a discount on the whole among the rates", () => {
    const lines = [line("1", "100"), line("2", "100", { taxPercent: "7" })]
    const totals = totalsOf(priced(lines, { adjustments: [discount({ minor: 1000 })] }))
    expect(totals.adjustments.map(({ taxPercent, netMinor }) => [taxPercent, netMinor])).toEqual([
      ["19", 333],
      ["7", 667],
    ])
    expect(totals).toMatchObject({ linesMinor: 30000, discountMinor: 1000, netMinor: 29000 })
  })

  it("keep the gross price that was agreed, to the cent", () => {
    const totals = totalsOf(priced([line("1", "0.03", { taxPercent: "20" })], { prices: "gross" }))
    expect(totals).toMatchObject({
      netMinor: 3,
      taxMinor: 1,
      grossMinor: 4,
      roundingMinor: -1,
      payableMinor: 3,
    })
  })

  it("have the digits of their currency", () => {
    const of = (currency: string) => totalsOf(priced([line("3", "1.2345")], { currency })).payableMinor
    expect([of("JPY"), of("EUR"), of("KWD")]).toEqual([5, 440, 4408])
  })

  it("refuse an amount that no document holds, naming its line", () => {
    const lines = [line("1", "1"), line("1000000000", "1000000000")]
    expect(() => totalsOf(priced(lines))).toThrow(AmountTooLarge)
    try {
      totalsOf(priced(lines))
    } catch (cause) {
      expect(cause).toMatchObject({ line: 1 })
    }
  })
})

const decimalText = (digits: number, size: number) =>
  fc
    .tuple(fc.nat(size), fc.nat(10 ** digits - 1))
    .map(([whole, parts]) => `${whole}.${String(parts).padStart(digits, "0")}`)
const adjustment = fc
  .record({
    kind: fc.constantFrom("discount" as const, "charge" as const),
    percent: fc.option(fc.constantFrom("0", "2.5", "10", "33.3333", "100")),
    reason: fc.constant(null),
  })
  .chain((one) =>
    fc
      .nat(one.percent === null ? 50_000 : 0)
      .map((minor) => ({ ...one, minor: one.percent === null ? minor : null })),
  )
const anyLine = fc
  .record({
    quantity: fc.tuple(fc.boolean(), decimalText(4, 200)).map(([minus, text]) => (minus ? `-${text}` : text)),
    unitPrice: decimalText(6, 900),
    adjustments: fc.array(adjustment, { maxLength: 2 }),
    tax: fc.constantFrom(["standard", "19"], ["standard", "5.5"], ["zero", "0"], [
      "reverse_charge",
      "0",
    ] as const),
  })
  .map(({ tax: [taxCategory, taxPercent], ...rest }) => ({ ...rest, taxCategory, taxPercent }) as PricedLine) // fast-check widens the words
const anyPriced = fc.record({
  currency: fc.constantFrom("EUR", "JPY", "KWD"),
  prices: fc.constantFrom("net" as const, "gross" as const),
  lines: fc.array(anyLine, { minLength: 1, maxLength: 12 }),
  adjustments: fc.array(adjustment, { maxLength: 2 }),
})

describe("totals of any document", () => {
  const sum = (values: number[]) => values.reduce((one, other) => one + other, 0)

  it("add up as EN 16931 says (BR-CO-10 to 17, BR-S-8)", () => {
    fc.assert(
      fc.property(anyPriced, (document) => {
        const totals = totalsOf(document)
        expect(totals.linesMinor).toBe(sum(totals.lines.map(({ netMinor }) => netMinor)))
        expect(totals.netMinor).toBe(totals.linesMinor - totals.discountMinor + totals.chargeMinor)
        expect(totals.netMinor).toBe(sum(totals.taxes.map(({ baseMinor }) => baseMinor)))
        expect(totals.taxMinor).toBe(sum(totals.taxes.map(({ taxMinor }) => taxMinor)))
        expect(totals.grossMinor).toBe(totals.netMinor + totals.taxMinor)
        for (const { percent, baseMinor, taxMinor } of totals.taxes)
          expect(Math.abs(taxMinor - (baseMinor * Number(percent)) / 100)).toBeLessThanOrEqual(0.500001)
        if (document.prices === "net") expect(totals.roundingMinor).toBe(0)
        else {
          const entered = sum(totals.lines.map(({ valueMinor }) => valueMinor))
          const adjusted = sum(
            totals.adjustments.map((each) => (each.kind === "charge" ? 1 : -1) * each.valueMinor),
          )
          expect(totals.payableMinor).toBe(entered + adjusted)
          expect(Math.abs(totals.roundingMinor)).toBeLessThanOrEqual(totals.taxes.length)
        }
      }),
    )
  })

  it("mirror when every quantity turns round and nothing is given as an amount", () => {
    fc.assert(
      fc.property(anyPriced, (document) => {
        const percents = (list: readonly Priced["adjustments"][number][]) =>
          list.filter(({ percent }) => percent !== null)
        const plain = {
          ...document,
          prices: "net" as const,
          adjustments: percents(document.adjustments),
          lines: document.lines.map((each) => ({ ...each, adjustments: percents(each.adjustments) })),
        }
        const turn = (text: string) => (text.startsWith("-") ? text.slice(1) : `-${text}`)
        const turned = {
          ...plain,
          lines: plain.lines.map((each) => ({ ...each, quantity: turn(each.quantity) })),
        }
        expect(totalsOf(turned).payableMinor).toBe(0 - totalsOf(plain).payableMinor)
      }),
    )
  })
})

it("takes nothing off a document without lines", () => {
  const adjustments = [{ kind: "discount", percent: null, minor: 500, reason: null } as const]
  expect(totalsOf({ currency: "EUR", prices: "net", lines: [], adjustments })).toMatchObject({
    payableMinor: 0,
  })
})
