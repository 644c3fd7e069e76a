import { campaignMembers, campaigns, campaignTemplates, kpis, kpiValues } from "../schema/campaigns"
import { entityTable, hangingOn } from "./grants"

const ofCampaigns = entityTable("kpi", kpis, { campaign: kpis.campaignId })

export const campaignsTables = {
  campaigns: entityTable("campaign", campaigns, { campaign: campaigns.id, client: campaigns.clientId }),
  campaignMembers: entityTable("campaign_member", campaignMembers, { campaign: campaignMembers.campaignId }),
  kpis: ofCampaigns,
  kpiValues: hangingOn(kpiValues, kpiValues.kpiId, ofCampaigns, kpis.id, "they see the KPI"),
  campaignTemplates: entityTable("campaign_template", campaignTemplates, {}),
}
