import { campaigns } from "@alphas/db/schema/campaigns"
import type { CampaignStatus } from "@alphas/domain/campaigns/words"
import type { SQL } from "drizzle-orm"
import type { Writing } from "../context"
import { Refusal } from "../refusal"

/** A campaign whose tasks or plan are read or changed; the caller has checked that it, or a task of it, is visible. */
export interface Planned {
  id: string
  clientId: string
  startDay: string
  endDay: string
  status: CampaignStatus
}

/** The columns of `Planned`, and whether the campaign is archived. */
export const plannedColumns = {
  id: campaigns.id,
  clientId: campaigns.clientId,
  startDay: campaigns.startDay,
  endDay: campaigns.endDay,
  status: campaigns.status,
  archivedAt: campaigns.archivedAt,
}

/**
 * The campaign of a task or plan, locked until the transaction ends; undefined when there is none. `which` says which, and that it was checked. Everything that
 * changes tasks takes this lock first: what the schedule is calculated from stands still, and two people cannot each add
 * half of a cycle. What is archived is left as it is, as its hours are.
 * @throws Refusal `workflow` for a campaign that is archived.
 */
export async function lockOpenCampaign(
  { tx }: Pick<Writing, "tx">,
  which: SQL | undefined,
): Promise<Planned | undefined> {
  const [campaign] = await tx.select(plannedColumns).from(campaigns).where(which).for("no key update")
  if (campaign !== undefined) refuseArchived(campaign)
  return campaign
}

/** @throws Refusal `workflow` for a campaign that is archived. */
export function refuseArchived({ archivedAt }: { archivedAt: string | null }): void {
  if (archivedAt !== null)
    throw new Refusal("workflow", "This campaign is archived and cannot change. Restore it first.")
}
