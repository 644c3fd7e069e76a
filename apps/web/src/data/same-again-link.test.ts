import { AlphasError } from "@alphas/client/trpc"
import { createTRPCClient, type TRPCLink } from "@trpc/client"
import { initTRPC } from "@trpc/server"
import { observable } from "@trpc/server/observable"
import { expect, test } from "vitest"
import { sameAgainLink } from "./same-again-link"

const t = initTRPC.create()
const add = t.procedure.input((value) => value as { text: string }).mutation(() => null) // only this test calls it
const router = t.router({ add })
type Notes = typeof router

const unreachable = () => new AlphasError("Nobody answers.", { reason: "unreachable", status: null })
const refused = () => new AlphasError("Write something.", { reason: "invalid", status: 400 })

/** A client whose calls fail with these errors, one after the other, and the keys that the calls bore. */
function clientOf(...failures: (AlphasError | Promise<AlphasError> | null)[]) {
  const keys: unknown[] = []
  const end: TRPCLink<Notes> =
    () =>
    ({ op }) =>
      observable((observer) => {
        keys.push(op.context.idempotencyKey)
        void Promise.resolve(failures.shift()).then((failure) => {
          // AlphasError is a TRPCClientError whose type does not say so.
          if (failure) return observer.error(failure as unknown as never)
          observer.next({ result: { type: "data", data: null } })
          observer.complete()
        })
      })
  const client = createTRPCClient<Notes>({ links: [sameAgainLink<Notes>(), end] })
  const add = (text: string) => client.add.mutate({ text }).catch(() => null)
  return { keys, add }
}

test("the same call bears the same key after nobody answered, and a new one once it was answered", async () => {
  const { keys, add } = clientOf(unreachable(), unreachable())
  for (let press = 0; press < 4; press++) await add("a")
  expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/)
  expect(keys.slice(1, 3)).toEqual([keys[0], keys[0]])
  expect(keys[3]).not.toBe(keys[0])
})

test("another call bears another key, and so does the same one after it", async () => {
  const { keys, add } = clientOf(unreachable())
  for (const text of ["a", "b", "a"]) await add(text)
  expect(new Set(keys).size).toBe(3)
})

test("a call that fails after another one was begun bears a new key the next time", async () => {
  let fail: (error: AlphasError) => void = () => undefined
  const failing = new Promise<AlphasError>((resolve) => {
    fail = resolve
  })
  const { keys, add } = clientOf(failing)
  const first = add("a")
  await add("b")
  fail(unreachable())
  await first
  await add("a")
  expect(new Set(keys).size).toBe(3)
})

test("what was refused was not carried out, and is sent anew", async () => {
  const { keys, add } = clientOf(refused())
  await add("a")
  await add("a")
  expect(keys[1]).not.toBe(keys[0])
})
