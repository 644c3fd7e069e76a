import { CampaignLoading } from "../../../../features/campaigns/campaign-skeleton"

export default function Loading() {
  return <CampaignLoading />
}
