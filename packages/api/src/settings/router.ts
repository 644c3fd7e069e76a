import { settings as table } from "@alphas/db/schema/settings"
import { Nothing } from "@alphas/domain/ids"
import { type Settings, UpdateSettings } from "@alphas/domain/settings/input"
import type { SignedIn } from "../context"
import { notFound } from "../refusal"
import { type MutationArgs, mutation, query, router } from "../trpc"
import { editSettings } from "./edit"

const shownOf = (row: Settings): Settings => ({
  agencyName: row.agencyName,
  timeZone: row.timeZone,
  currency: row.currency,
  registrationOpen: row.registrationOpen,
  registrationDomains: row.registrationDomains,
  version: row.version,
})

async function readSettings({ ctx }: { ctx: SignedIn }): Promise<Settings> {
  const [row] = await ctx.db.select().from(table).where(ctx.visible.settings())
  if (row === undefined) throw notFound("settings")
  return shownOf(row)
}

/** Changes the agency's settings. @throws Refusal `stale_version` with the settings as they are now. */
async function updateSettings({ ctx, input }: MutationArgs<typeof UpdateSettings>): Promise<Settings> {
  return shownOf(await editSettings(ctx, input.version, shownOf, () => input.changes))
}

export const settings = router({
  get: query("settings.manage").input(Nothing).query(readSettings),
  update: mutation("settings.manage").input(UpdateSettings).mutation(updateSettings),
})
