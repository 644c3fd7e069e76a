import { AlphasError } from "@alphas/client/trpc"
import { isolate } from "@alphas/domain/isolate"
import { beforeEach, expect, it, vi } from "vitest"
import { archivingOf } from "./archiving"

const toasts = vi.hoisted(() => ({ done: vi.fn(), failed: vi.fn(), failedSome: vi.fn() }))
vi.mock("./undo", () => toasts)

const refusal = () =>
  Promise.reject(new AlphasError("It was changed.", { reason: "stale_version", status: 409 }))
const target = (name: string) => ({ id: name, name, version: 1, archivedAt: null })
const targets = ["Adler", "Birke", "Cirrus"].map(target)

/** Archives all of them and takes it back; `refuses` says which do not come back. */
async function archivedAndBack(refuses: readonly string[]) {
  const restored: string[] = []
  const { archiveAll } = archivingOf({
    archive: ({ id, version }) => Promise.resolve({ id, version: version + 1 }),
    restore: ({ id, version }) => {
      if (refuses.includes(id)) return refusal()
      restored.push(`${id} ${version}`)
      return Promise.resolve({ id, version: version + 1 })
    },
    singular: "client",
    plural: "clients",
  })
  await archiveAll(targets)
  const [words, undo] = toasts.done.mock.lastCall ?? []
  expect(words).toBe("3 clients archived")
  return { restored, undo }
}

beforeEach(() => vi.clearAllMocks())

it("brings back all but those that are refused, and tells which", async () => {
  const { restored, undo } = await archivedAndBack(["Adler"])
  await undo()
  expect(restored).toEqual(["Birke 2", "Cirrus 2"])
  expect(toasts.failedSome).toHaveBeenLastCalledWith([`${isolate("Adler")}: It was changed.`], 3)
})

it("does not say that it is undone when nothing came back", async () => {
  const { undo } = await archivedAndBack(["Adler", "Birke", "Cirrus"])
  await expect(undo()).rejects.toThrow("It was changed.")
})
