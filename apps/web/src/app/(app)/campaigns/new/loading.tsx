import { NewCampaignLoading } from "../../../../features/campaigns/new-campaign-skeleton"

export default function Loading() {
  return <NewCampaignLoading />
}
