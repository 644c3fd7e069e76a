import {
  CampaignMembership,
  ListCampaigns,
  NewKpi,
  SetKpiValue,
  StepCampaign,
  UpdateCampaign,
  UpdateKpi,
} from "@alphas/domain/campaigns/input"
import { ById, Versioned } from "@alphas/domain/ids"
import { mutation, query, router } from "../trpc"
import { createKpi, removeKpi, setKpiValue, updateKpi } from "./kpis"
import { listCampaigns } from "./list"
import { getCampaign } from "./read"
import {
  addMember,
  archiveCampaign,
  removeMember,
  restoreCampaign,
  stepCampaign,
  updateCampaign,
} from "./write"

/** `create` and `templates` are of `templates/router.ts`; `router.ts` puts them together. */
export const campaigns = {
  list: query("campaigns.read").input(ListCampaigns).query(listCampaigns),
  get: query("campaigns.read").input(ById).query(getCampaign),
  update: mutation("campaigns.update").input(UpdateCampaign).mutation(updateCampaign),
  step: mutation("campaigns.update").input(StepCampaign).mutation(stepCampaign),
  archive: mutation("campaigns.archive").input(Versioned).mutation(archiveCampaign),
  restore: mutation("campaigns.archive").input(Versioned).mutation(restoreCampaign),
  addMember: mutation("campaigns.update").input(CampaignMembership).mutation(addMember),
  removeMember: mutation("campaigns.update").input(CampaignMembership).mutation(removeMember),
  kpis: router({
    create: mutation("campaigns.update").input(NewKpi).mutation(createKpi),
    update: mutation("campaigns.update").input(UpdateKpi).mutation(updateKpi),
    remove: mutation("campaigns.update").input(Versioned).mutation(removeKpi),
    setValue: mutation("campaigns.update").input(SetKpiValue).mutation(setKpiValue),
  }),
}
