import { expect, test } from "vitest"
import { keptOf } from "./kept"

const client = (createdAt: string, also: { website?: string; archivedAt?: string } = {}) => ({
  ...{
    archivedAt: null,
    contacts: [],
    members: [],
    tags: [],
    notes: null,
    owner: null,
    primaryContact: null,
  },
  ...{ createdAt, ...also },
})

test("of two clients the one stays that is in use, is better known, or is older, whichever is named first", () => {
  const [old, fresh] = [client("2024-01-01"), client("2026-11-30")]
  const [rich, away] = [
    client("2026-11-30", { website: "a.example" }),
    client("2023-01-01", { website: "a.example", archivedAt: "2026-01-01" }),
  ]
  for (const [kept, other] of [
    [old, fresh],
    [rich, old],
    [old, away],
  ] as const) {
    expect(keptOf(kept, other)).toBe(kept)
    expect(keptOf(other, kept)).toBe(kept)
  }
})
