import { expect, test } from "vitest"
import { Sample } from "./sample"

const cases = Array.from({ length: 50 }, (_, index) => ({
  path: `${index < 20 ? "clients" : "tasks"}.verb${index}`,
}))
const paths = (...args: string[]) => [...new Sample(cases, args)].map(({ path }) => path)

test("all of them, or those that begin with a word, in their order", () => {
  expect(paths()).toEqual(cases.map(({ path }) => path))
  expect(paths("clients.verb1", "tasks.verb49")).toHaveLength(12)
  expect(new Sample(cases, []).isPart).toBe(false)
  expect(new Sample(cases, ["tasks"]).isPart).toBe(true)
})

test("a drawn one is another each time, and the same again by what it prints", () => {
  const first = new Sample(cases, ["--count", "10"])
  const drawn = [...first].map(({ path }) => path)
  expect(new Set(drawn).size).toBe(10)
  const [, ...again] = /(--seed) (\d+) (--count) (10)/.exec(first.again) ?? []
  expect(paths(...again)).toEqual(drawn)
  const others = Array.from({ length: 5 }, () => paths("--count", "10").join())
  expect(new Set([drawn.join(), ...others]).size).toBeGreaterThan(1)
})

test("ends when its time is over, and tries one at least", () => {
  const sample = new Sample(cases, ["--seconds", "1", "--seed", "7"])
  let tried = 0
  for (const _each of sample) {
    tried++
    const until = performance.now() + 400
    while (performance.now() < until);
  }
  expect(tried).toBe(3)
  expect(sample.again).toBe("Drawn: --seed 7 --count 3 tries the same.")
  expect(paths("--seed", "7", "--count", "3")).toEqual(sample.wanted.slice(0, 3).map(({ path }) => path))
})

test("nothing to try is an error, as is an argument that it does not know", () => {
  expect(() => new Sample(cases, ["invoices"])).toThrow("Nothing begins with invoices.")
  expect(() => new Sample([], [])).toThrow("Nothing begins")
  expect(() => new Sample(cases, ["--seconds", "0"])).toThrow("--seconds 0: name a whole number from 1 on.")
  expect(() => new Sample(cases, ["--sedd", "1"])).toThrow("--sedd")
})
