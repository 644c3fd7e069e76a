import fc from "fast-check"
import { expect, test } from "vitest"
import { comparePositions, formatPosition, type Position, parsePosition } from "./position"

const position: fc.Arbitrary<Position> = fc.record({
  epoch: fc.integer({ min: 0, max: 2 ** 31 - 1 }),
  tx: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
  seq: fc.maxSafeNat(),
})

test("what formatPosition writes, parsePosition reads, over the whole range of each part", () => {
  fc.assert(
    fc.property(position, (each) => {
      expect(parsePosition(formatPosition(each))).toEqual(each)
    }),
  )
})

test("positions are in one total order, that of epoch, then transaction, then sequence", () => {
  fc.assert(
    fc.property(position, position, (a, b) => {
      const key = ({ epoch, tx, seq }: Position) => BigInt(epoch) * 2n ** 128n + tx * 2n ** 64n + BigInt(seq)
      expect(Math.sign(comparePositions(a, b))).toBe(key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0)
    }),
  )
})

test("anything else from outside is no position", () => {
  const others = [
    "",
    "1",
    "1.2",
    "1.2.3.4",
    "-1.2.3",
    "01.2.3",
    "1.2.3 ",
    "1.2.x",
    "1.18446744073709551616.3",
    "2147483648.1.1",
    "1.1.9007199254740992",
    "1e3.1.1",
  ]
  for (const text of others) expect([text, parsePosition(text)]).toEqual([text, null])
})
