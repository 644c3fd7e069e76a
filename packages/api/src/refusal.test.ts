import { getTRPCErrorFromUnknown } from "@trpc/server"
import { expect, it } from "vitest"
import { Refusal } from "./refusal"

// As the pages are bundled: what reacts to a change and what answers the call come from two copies of the API.
it("a refusal of another copy of this file is one, and keeps its reason and its code", async () => {
  const copy = "./refusal?copy"
  const other: typeof import("./refusal") = await import(copy)
  const foreign = new other.Refusal("cycle", "These tasks would wait for each other.")
  expect(other.Refusal).not.toBe(Refusal)
  expect(foreign).toBeInstanceOf(Refusal)
  expect(getTRPCErrorFromUnknown(foreign)).toMatchObject({ reason: "cycle", code: "PRECONDITION_FAILED" })
  expect(new Error("no")).not.toBeInstanceOf(Refusal)
})
