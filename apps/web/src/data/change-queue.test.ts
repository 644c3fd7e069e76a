import { QueryClient } from "@tanstack/react-query"
import { expect, test } from "vitest"
import { ChangeQueue, shownIn } from "./change-queue"

const key = ["board"]

/** A page with a list of words, a server that answers when it is told to, and what the page shows. */
async function page() {
  const queries = new QueryClient()
  const server = { words: ["one"] }
  const fetch = () => queries.fetchQuery({ queryKey: key, queryFn: async () => [...server.words] })
  await fetch()
  const queue = new ChangeQueue(queries)
  const add = (word: string, line = "words") => {
    let save = () => {}
    let refuse = () => {}
    const asked = new Promise<string>((resolve, reject) => {
      save = () => resolve(word)
      refuse = () => reject(new Error("no"))
    })
    const order: unknown[] = []
    const over = queue.run<string>({
      line,
      shows: [shownIn<string[], string>(key, (now, saved) => [...now, saved ?? `${word}?`])],
      send: (before) => {
        order.push(before)
        return asked
      },
    })
    over.catch(() => undefined)
    return { over, order, save, refuse }
  }
  return { queries, server, fetch, queue, add, shown: () => queries.getQueryData(key) }
}

test("a change is shown at once, and as the server answered once it is saved", async () => {
  const { add, shown } = await page()
  const two = add("two")
  expect(shown()).toEqual(["one", "two?"])
  two.save()
  await expect(two.over).resolves.toBe("two")
  expect(shown()).toEqual(["one", "two"])
})

test("a refusal takes back only what was refused", async () => {
  const { add, shown } = await page()
  const [two, three] = [add("two"), add("three")]
  two.refuse()
  await expect(two.over).rejects.toThrow("no")
  expect(shown()).toEqual(["one", "three?"])
  three.save()
  await three.over
  expect(shown()).toEqual(["one", "three"])
})

test("what is fetched meanwhile stays, with the change on top of it and without it after a refusal", async () => {
  const { add, shown, server, fetch } = await page()
  const two = add("two")
  server.words = ["zero", "one"]
  await fetch()
  expect(shown()).toEqual(["zero", "one", "two?"])
  two.refuse()
  await expect(two.over).rejects.toThrow("no")
  expect(shown()).toEqual(["zero", "one"])
})

test("changes of one line are sent one after the other and told the answer before; other lines do not wait", async () => {
  const { add } = await page()
  const [two, three, other] = [add("two"), add("three"), add("four", "others")]
  await new Promise((resolve) => setTimeout(resolve, 1))
  expect([two.order, three.order, other.order]).toEqual([[undefined], [], [undefined]])
  two.save()
  await two.over
  await new Promise((resolve) => setTimeout(resolve, 1))
  expect(three.order).toEqual(["two"])
})

test("a refusal holds up nobody, and tells the next one the answer before it", async () => {
  const { add } = await page()
  const [two, three, four] = [add("two"), add("three"), add("four")]
  two.save()
  three.refuse()
  await expect(three.over).rejects.toThrow("no")
  await new Promise((resolve) => setTimeout(resolve, 1))
  expect(four.order).toEqual(["two"])
})

test("what somebody may no longer read does not come back with a refusal", async () => {
  const { add, shown, queries } = await page()
  const two = add("two")
  queries.getQueryCache().find({ queryKey: key })?.setState({ data: undefined })
  two.refuse()
  await expect(two.over).rejects.toThrow("no")
  expect(shown()).toBeUndefined()
})
