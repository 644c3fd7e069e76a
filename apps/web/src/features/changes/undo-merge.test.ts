import type { ChangeEntry } from "@alphas/domain/changes/dto"
import { expect, test } from "vitest"
import { mergedBy } from "./undo-merge"

const change = (fields: ChangeEntry["fields"], entityId = "kept"): ChangeEntry => ({
  ...{
    position: "1.1.1",
    at: "2026-11-30T10:00:00.000Z",
    actor: null,
    channel: "web",
    verb: "clients.merge",
  },
  ...{ entity: "client", entityId, clientId: entityId, clientName: "Kept", requestId: null, fields },
})
const merged = { id: "gone", name: "Gone" }

test("a merge can be undone from the history of the client that stays, once", () => {
  const [merge, undo] = [change({ merged: { after: merged } }), change({ merged: { before: merged } })]
  expect(mergedBy(merge, [merge], "kept")).toEqual(merged)
  expect(mergedBy(merge, [undo, merge], "kept")).toBeNull()
  expect(mergedBy(merge, [merge, undo, merge], "kept")).toEqual(merged)
  expect(mergedBy(undo, [undo, merge], "kept")).toBeNull()
  // The history goes on with that of a client that was merged into this one.
  expect(mergedBy(change({ merged: { after: merged } }, "other"), [merge], "kept")).toBeNull()
})
