import { expect, test } from "vitest"
import { OneAfterAnother } from "./one-after-another"

/** A row as the server keeps it: a save on another version than its own is refused. */
function row() {
  const state = { version: 1, saves: 0 }
  const save = async (version: number) => {
    const delay = state.saves++ === 0 ? 20 : 1
    await new Promise((resolve) => setTimeout(resolve, delay))
    if (version !== state.version) throw new Error(`stale: ${version}, not ${state.version}`)
    state.version++
    return { id: "a", version: state.version }
  }
  return { state, save }
}

test("changes that follow each other faster than they are answered are all saved", async () => {
  const { state, save } = row()
  const line = new OneAfterAnother()
  const answers = await Promise.all([1, 1, 1].map((version) => line.run("a", version, save)))
  expect(answers.map(({ version }) => version)).toEqual([2, 3, 4])
  expect(state.version).toBe(4)
})

test("one that is refused holds the next one up no longer than until it is answered", async () => {
  const { save } = row()
  const line = new OneAfterAnother()
  const refused = line.run("a", 1, () => Promise.reject(new Error("no")))
  const next = line.run("a", 1, save)
  await expect(refused).rejects.toThrow("no")
  await expect(next).resolves.toEqual({ id: "a", version: 2 })
  // What others have changed since is seen by whoever reads it again.
  await expect(line.run("a", 1, save)).rejects.toThrow("stale")
})

test("different rows do not wait for each other", async () => {
  const line = new OneAfterAnother()
  const never = line.run("a", 1, () => new Promise<{ version: number }>(() => undefined))
  await expect(line.run("b", 5, async (version) => ({ version: version + 1 }))).resolves.toEqual({
    version: 6,
  })
  void never
})
