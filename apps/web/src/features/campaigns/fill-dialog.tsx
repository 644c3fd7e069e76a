"use client"

import type { Campaign } from "@alphas/domain/campaigns/dto"
import { isolate } from "@alphas/domain/isolate"
import { invalidFields } from "../../data/refusal"
import { trpc } from "../../data/trpc"
import { done } from "../../feedback/undo"
import { FormDialog } from "../../forms/form-dialog"
import { useEditing } from "../../forms/use-editing"
import { TemplateChoice } from "./template-choice"
import { TemplateEnd } from "./template-end"

const initial = { templateId: "" }

/** Fills a campaign that has no tasks yet from a template. */
export function FillDialog({ campaign, close }: { campaign: Campaign; close: () => void }) {
  const fill = trpc.campaigns.templates.fill.useMutation()
  const { id, name, startDay, endDay } = campaign
  const editing = useEditing({
    initial,
    save: async ({ values: { templateId } }) => {
      if (templateId === "") throw invalidFields({ templateId: "Choose a template." })
      return fill.mutateAsync({ campaignId: id, templateId })
    },
    onSaved: () => {
      close()
      done(`Template applied to ${isolate(name)}`)
    },
  })
  return (
    <FormDialog
      title={`Apply a template to ${isolate(name)}`}
      size="lg"
      editing={editing}
      action="Apply template"
      guard={false}
      close={close}
    >
      <TemplateChoice label="Template" field={editing.field("templateId")} />
      <TemplateEnd templateId={editing.form.values.templateId} startDay={startDay} endDay={endDay} />
    </FormDialog>
  )
}
