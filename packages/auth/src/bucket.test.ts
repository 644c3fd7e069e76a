import { expect, test } from "vitest"
import { LocalBuckets } from "./bucket"

const size = { capacity: 3, refill: 1, interval: 1000 }

test("a bucket empties, says how long to wait, and fills again up to its brim", () => {
  const buckets = new LocalBuckets(size)
  const take = (now: number) => buckets.take("key", 1, now)
  expect([take(0), take(0), take(0)].every((verdict) => verdict.allowed)).toBe(true)
  expect(take(100)).toEqual({ allowed: false, retryAfter: 1 })
  expect(take(1000).allowed).toBe(true)
  expect(take(1000).allowed).toBe(false)
  expect([take(9000), take(9000), take(9000), take(9000)].map((verdict) => verdict.allowed)).toEqual([
    true,
    true,
    true,
    false,
  ])
})

test("what is given back can be taken again, and never more than fits", () => {
  const buckets = new LocalBuckets(size)
  for (let n = 0; n < 3; n++) buckets.take("key", 1, 0)
  buckets.giveBack("key", 1, 0)
  expect(buckets.take("key", 1, 0).allowed).toBe(true)
  expect(buckets.take("key", 1, 0).allowed).toBe(false)
  buckets.giveBack("key", 10, 0)
  expect(buckets.take("key", 4, 0).allowed).toBe(false)
})

test("a flood of made-up names does not empty a bucket that is in use", () => {
  const buckets = new LocalBuckets(size)
  for (let n = 0; n < 3; n++) buckets.take("attacked", 1, 0)
  for (let n = 0; n < 60_000; n++) {
    buckets.take(`name ${n}`, 1, 0)
    if (n % 1000 === 0) expect(buckets.take("attacked", 1, 0).allowed).toBe(false)
  }
})
