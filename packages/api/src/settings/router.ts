import { fieldChanges } from "@alphas/changes/record"
import { settings as table } from "@alphas/db/schema/settings"
import { Nothing } from "@alphas/domain/ids"
import { type Settings, UpdateSettings } from "@alphas/domain/settings/input"
import type { SignedIn } from "../context"
import { notFound, staleVersion } from "../refusal"
import { type MutationArgs, mutation, query, router } from "../trpc"
import { settingsId } from "./id"

const shown = {
  agencyName: table.agencyName,
  timeZone: table.timeZone,
  currency: table.currency,
  registrationOpen: table.registrationOpen,
  registrationDomains: table.registrationDomains,
  version: table.version,
}

async function readSettings({ ctx }: { ctx: SignedIn }): Promise<Settings> {
  const [row] = await ctx.db.select(shown).from(table).where(ctx.visible.settings())
  if (row === undefined) throw notFound("settings")
  return row
}

/** Changes the agency's settings. @throws Refusal `stale_version` with the settings as they are now. */
async function updateSettings({ ctx, input }: MutationArgs<typeof UpdateSettings>): Promise<Settings> {
  const [before] = await ctx.tx.select(shown).from(table).where(ctx.visible.settings()).for("update")
  if (before === undefined) throw notFound("settings")
  if (before.version !== input.version) throw staleVersion("page of settings", before)
  const fields = fieldChanges({ ...before }, input.changes)
  if (Object.keys(fields).length === 0) return before
  const [after] = await ctx.tx
    .update(table)
    .set({ ...input.changes, version: before.version + 1 })
    .returning(shown)
  ctx.record({ entity: "settings", id: settingsId, fields })
  return after ?? before
}

export const settings = router({
  get: query("settings.manage").input(Nothing).query(readSettings),
  update: mutation("settings.manage").input(UpdateSettings).mutation(updateSettings),
})
