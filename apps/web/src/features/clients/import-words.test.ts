import type { ClientImport } from "@alphas/domain/clients/import"
import { expect, test } from "vitest"
import { stillCreated } from "./import-words"

test("of an import that was undone only what was kept counts as created", () => {
  const each = (state: ClientImport["state"], rowsKept: number) =>
    stillCreated({ state, rowsCreated: 2, rowsKept })
  expect([each("done", 0), each("undone", 0), each("undone", 1)]).toEqual([2, 0, 1])
})
