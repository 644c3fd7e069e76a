import { campaignMembers } from "@alphas/db/schema/campaigns"
import { Members } from "../members"

/** Who works on a campaign; its manager does. */
export const campaignMembership = new Members({
  table: campaignMembers,
  whole: campaignMembers.campaignId,
  entity: "campaign_member",
  place: ({ id, clientId = null }) => ({ clientId, campaignId: id }),
})
