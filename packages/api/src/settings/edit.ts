import { fieldChanges } from "@alphas/changes/record"
import { settings } from "@alphas/db/schema/settings"
import type { Mutating } from "../context"
import { notFound, staleVersion } from "../refusal"
import { settingsId } from "./id"

type SettingsRow = typeof settings.$inferSelect

/**
 * Changes fields of the one row of settings and answers it as it is then; one in which nothing differs stays the version
 * that it is. `changed` may refuse.
 * @throws Refusal `stale_version` with what `show` shows.
 */
export async function editSettings(
  ctx: Mutating,
  seen: number,
  show: (row: SettingsRow) => unknown,
  changed: (before: SettingsRow) => Promise<Changes> | Changes,
): Promise<SettingsRow> {
  const [before] = await ctx.tx.select().from(settings).where(ctx.visible.settings()).for("update")
  if (before === undefined) throw notFound("settings")
  if (before.version !== seen) throw staleVersion("page of settings", await show(before))
  const values = await changed(before)
  const fields = fieldChanges(before, values)
  if (Object.keys(fields).length === 0) return before
  const [after] = await ctx.tx
    .update(settings)
    .set({ ...values, version: before.version + 1 })
    .returning()
  ctx.record({ entity: "settings", id: settingsId, fields })
  return after ?? before
}

type Changes = { [Field in keyof SettingsRow]?: SettingsRow[Field] | undefined }
