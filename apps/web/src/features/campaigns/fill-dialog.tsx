"use client"

import type { Campaign } from "@alphas/domain/campaigns/dto"
import { Button, Modal } from "@mantine/core"
import { useQueryClient } from "@tanstack/react-query"
import { getQueryKey } from "@trpc/react-query"
import { invalidFields } from "../../data/refusal"
import { trpc } from "../../data/trpc"
import { done } from "../../feedback/undo"
import { Form } from "../../forms/form"
import { useEditing } from "../../forms/use-editing"
import { useReturnFocus } from "../../forms/use-return-focus"
import { TemplateChoice } from "./template-choice"
import { TemplateEnd } from "./template-end"

const initial = { templateId: "" }

/** Fills a campaign that has no tasks yet from a template. */
export function FillDialog({ campaign, close }: { campaign: Campaign; close: () => void }) {
  useReturnFocus()
  const queries = useQueryClient()
  const fill = trpc.campaigns.templates.fill.useMutation({
    onSettled: () => {
      for (const queryKey of [
        getQueryKey(trpc.campaigns),
        getQueryKey(trpc.tasks),
        getQueryKey(trpc.schedule),
      ])
        void queries.invalidateQueries({ queryKey })
    },
  })
  const { id, name, startDay, endDay } = campaign
  const editing = useEditing({
    initial,
    save: async ({ values: { templateId } }) => {
      if (templateId === "") throw invalidFields({ templateId: "Choose a template." })
      return fill.mutateAsync({ campaignId: id, templateId })
    },
    onSaved: () => {
      close()
      done(`${name} has the tasks of the template`)
    },
  })
  return (
    <Modal opened onClose={close} title={`Fill ${name} from a template`} size="lg">
      <Form
        editing={editing}
        action="Fill the campaign"
        guard={false}
        beside={
          <Button size="sm" variant="default" onClick={close}>
            Cancel
          </Button>
        }
      >
        <TemplateChoice label="Template" field={editing.field("templateId")} />
        <TemplateEnd templateId={editing.form.values.templateId} startDay={startDay} endDay={endDay} />
      </Form>
    </Modal>
  )
}
