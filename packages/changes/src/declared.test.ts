import { instant } from "@alphas/db/columns"
import { makeCampaign, makeUser } from "@alphas/db/factories"
import { type TestDatabase, testDatabase } from "@alphas/db/testing"
import { declaredTable } from "@alphas/db/visible"
import { saidOf } from "@alphas/domain/entities"
import type { Declaration } from "@alphas/domain/entity"
import { newId } from "@alphas/domain/ids"
import { roles } from "@alphas/domain/permissions"
import { sql } from "drizzle-orm"
import { pgTable, uuid } from "drizzle-orm/pg-core"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { AccessBook } from "./access"
import { isFor } from "./audience"
import { Person } from "./subscriber"

/** One more entity, as a domain would declare it: a note on a campaign, that only who sees its money may read. */
const note: Declaration = {
  one: "note",
  many: "notes",
  title: "text",
  reach: { by: "campaign", permission: "campaigns.finances", also: "users.directory" },
  parent: "campaign",
  verbs: {
    "campaigns.notes.add": "added a note",
    "campaigns.notes.pin": ({ pinned }) => `${pinned?.after ? "pinned" : "unpinned"} {name}`,
  },
  stale: ["campaigns"],
}
const notes = pgTable("campaign_notes", {
  id: uuid("id").primaryKey(),
  campaignId: uuid("campaign_id").notNull(),
  deletedAt: instant("deleted_at"),
})

describe("an entity that is declared", () => {
  let test: TestDatabase
  beforeAll(async () => {
    test = await testDatabase()
    await test.connection.db.execute(
      sql`create table campaign_notes (id uuid primary key, campaign_id uuid not null, deleted_at timestamptz)`,
    )
  })
  afterAll(() => test.drop())

  it("is read by the same people who hear of it, for every role in every relation to what it hangs on", async () => {
    const { db, sql: driver } = test.connection
    const book = new AccessBook(driver, (id) => new Person(id))
    const guarded = declaredTable(note, notes, { campaign: notes.campaignId })
    const seen: string[] = []
    for (const role of roles) {
      for (const relation of ["manages", "none"] as const) {
        const other = await makeUser(db, { role: "manager" })
        const campaign = await makeCampaign(db, { managerId: other.id })
        const person = await makeUser(db, {
          role,
          ...(role === "client_viewer" ? { clientId: campaign.clientId } : {}),
        })
        if (relation === "manages")
          await db.execute(
            sql`insert into campaign_members (campaign_id, user_id) values (${campaign.id}, ${person.id})`,
          )
        const [id, gone] = [newId(), newId()]
        await db.insert(notes).values([
          { id, campaignId: campaign.id },
          { id: gone, campaignId: campaign.id, deletedAt: "2026-01-01T00:00:00.000Z" },
        ])
        const rows = await db
          .select({ id: notes.id })
          .from(notes)
          .where(sql`${notes.campaignId} = ${campaign.id} and ${guarded.visible(person)}`)
        const { access } = await book.hold(person.id)
        const row = {
          ...({ entity: "kpi", entityId: id, actorId: other.id, people: [] } as const),
          ...{ clientId: campaign.clientId, campaignId: campaign.id },
        }
        const hears = access !== null && isFor(person.id, access, row, note)
        expect([role, relation, rows.map((each) => each.id)]).toEqual([role, relation, hears ? [id] : []])
        if (hears) seen.push(`${role} ${relation}`)
      }
    }
    expect(seen).toEqual([
      "admin manages",
      "admin none",
      "manager manages",
      "finance manages",
      "finance none",
    ])
  })

  it("says what was done to it, and what of that names the row", () => {
    expect(saidOf(note, "campaigns.notes.add", {})).toBe("added a note")
    expect(saidOf(note, "campaigns.notes.pin", { pinned: { after: true } })).toBe("pinned {name}")
    expect(saidOf(note, "campaigns.notes.burn", {})).toBe("campaigns.notes.burn")
  })
})
