import { NewCampaign } from "@alphas/domain/campaigns/input"
import { Nothing, Versioned } from "@alphas/domain/ids"
import { ApplyTemplate, SaveTemplate, TemplateEnd } from "@alphas/domain/templates/template"
import { mutation, query, router } from "../trpc"
import { applyTemplate, createCampaign } from "./fill"
import { listTemplates, removeTemplate, saveTemplate, templateEnd } from "./templates"

/** What campaigns get from here. */
export const campaignTemplates = {
  create: mutation("campaigns.create").input(NewCampaign).mutation(createCampaign),
  templates: router({
    list: query("campaigns.create").input(Nothing).query(listTemplates),
    end: query("campaigns.create").input(TemplateEnd).query(templateEnd),
    save: mutation("campaigns.create").input(SaveTemplate).mutation(saveTemplate),
    fill: mutation("campaigns.update").input(ApplyTemplate).mutation(applyTemplate),
    remove: mutation("campaigns.create").input(Versioned).mutation(removeTemplate),
  }),
}
