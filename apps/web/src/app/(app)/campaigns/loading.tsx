import { CampaignsLoading } from "../../../features/campaigns/campaigns-page"

export default function Loading() {
  return <CampaignsLoading />
}
