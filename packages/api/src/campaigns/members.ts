import { campaignMembers } from "@alphas/db/schema/campaigns"
import type { Mutating } from "../context"

interface Named {
  id: string
  clientId: string
}

/** Makes people members of a campaign that is locked, or new; who is one already stays so. */
export async function insertMembers(
  ctx: Mutating,
  campaign: Named,
  userIds: readonly string[],
): Promise<void> {
  const rows = [...new Set(userIds)].map((userId) => ({ campaignId: campaign.id, userId }))
  if (rows.length === 0) return
  const added = await ctx.tx
    .insert(campaignMembers)
    .values(rows)
    .onConflictDoNothing()
    .returning({ userId: campaignMembers.userId })
  recordMembers(
    ctx,
    campaign,
    added.map(({ userId }) => userId),
  )
}

/** Notes in the log who became a member of a campaign. */
export function recordMembers(ctx: Mutating, campaign: Named, userIds: readonly string[]): void {
  for (const userId of userIds) recordMember(ctx, campaign, userId, { after: userId })
}

export const recordMember = (
  ctx: Mutating,
  campaign: Named,
  userId: string,
  member: { before?: string; after?: string },
) =>
  ctx.record({
    entity: "campaign_member",
    id: campaign.id,
    clientId: campaign.clientId,
    campaignId: campaign.id,
    people: [userId],
    fields: { member },
  })
