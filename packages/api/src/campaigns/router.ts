import {
  CampaignMembership,
  ListCampaigns,
  NewCampaign,
  NewKpi,
  SetKpiValue,
  StepCampaign,
  UpdateCampaign,
  UpdateKpi,
} from "@alphas/domain/campaigns/input"
import { ApplyTemplate, SaveTemplate, TemplateEnd } from "@alphas/domain/campaigns/template"
import { ById, Nothing, Versioned } from "@alphas/domain/ids"
import { mutation, query, router } from "../trpc"
import { createKpi, removeKpi, setKpiValue, updateKpi } from "./kpis"
import { getCampaign, listCampaigns } from "./read"
import { applyTemplate } from "./template-fill"
import { listTemplates, removeTemplate, saveTemplate, templateEnd } from "./templates"
import {
  addMember,
  archiveCampaign,
  createCampaign,
  removeMember,
  restoreCampaign,
  stepCampaign,
  updateCampaign,
} from "./write"

export const campaigns = router({
  list: query("campaigns.read").input(ListCampaigns).query(listCampaigns),
  get: query("campaigns.read").input(ById).query(getCampaign),
  create: mutation("campaigns.create").input(NewCampaign).mutation(createCampaign),
  update: mutation("campaigns.update").input(UpdateCampaign).mutation(updateCampaign),
  step: mutation("campaigns.update").input(StepCampaign).mutation(stepCampaign),
  archive: mutation("campaigns.archive").input(Versioned).mutation(archiveCampaign),
  restore: mutation("campaigns.archive").input(Versioned).mutation(restoreCampaign),
  addMember: mutation("campaigns.update").input(CampaignMembership).mutation(addMember),
  removeMember: mutation("campaigns.update").input(CampaignMembership).mutation(removeMember),
  templates: router({
    list: query("campaigns.create").input(Nothing).query(listTemplates),
    end: query("campaigns.create").input(TemplateEnd).query(templateEnd),
    save: mutation("campaigns.create").input(SaveTemplate).mutation(saveTemplate),
    fill: mutation("campaigns.update").input(ApplyTemplate).mutation(applyTemplate),
    remove: mutation("campaigns.create").input(Versioned).mutation(removeTemplate),
  }),
  kpis: router({
    create: mutation("campaigns.update").input(NewKpi).mutation(createKpi),
    update: mutation("campaigns.update").input(UpdateKpi).mutation(updateKpi),
    remove: mutation("campaigns.update").input(Versioned).mutation(removeKpi),
    setValue: mutation("campaigns.update").input(SetKpiValue).mutation(setKpiValue),
  }),
})
