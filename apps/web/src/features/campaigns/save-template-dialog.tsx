"use client"

import type { Campaign } from "@alphas/domain/campaigns/dto"
import { Button, Modal, Text, Textarea, TextInput } from "@mantine/core"
import { useQueryClient } from "@tanstack/react-query"
import { getQueryKey } from "@trpc/react-query"
import { useMemo } from "react"
import { trpc } from "../../data/trpc"
import { done } from "../../feedback/undo"
import { Form } from "../../forms/form"
import { useGuardedClose } from "../../forms/unsaved"
import { useEditing } from "../../forms/use-editing"
import { useReturnFocus } from "../../forms/use-return-focus"

/** Keeps a campaign as a template. */
export function SaveTemplateDialog({ campaign, close }: { campaign: Campaign; close: () => void }) {
  useReturnFocus()
  const queries = useQueryClient()
  const settled = {
    onSettled: () => queries.invalidateQueries({ queryKey: getQueryKey(trpc.campaigns.templates) }),
  }
  const save = trpc.campaigns.templates.save.useMutation(settled)
  const remove = trpc.campaigns.templates.remove.useMutation(settled)
  const initial = useMemo(() => ({ name: campaign.name, description: "" }), [campaign.name])
  const editing = useEditing({
    initial,
    save: ({ values: { name, description } }) =>
      save.mutateAsync({ campaignId: campaign.id, name, description: description || null }),
    onSaved: (saved) => {
      close()
      done(`${editing.form.getValues().name.trim()} is kept as a template`, () => remove.mutateAsync(saved))
    },
  })
  const leave = useGuardedClose(editing.dirty, close)
  return (
    <Modal opened onClose={leave} title={`Save ${campaign.name} as a template`}>
      <Form
        editing={editing}
        action="Save the template"
        beside={
          <Button size="sm" variant="default" onClick={leave}>
            Cancel
          </Button>
        }
      >
        <TextInput label="Name" {...editing.field("name")} />
        <Textarea
          label="What it is for"
          placeholder="Optional"
          autosize
          minRows={2}
          maxRows={6}
          {...editing.field("description")}
        />
        <Text size="sm" c="dimmed">
          {sayKept(campaign)} Days are kept as working days from the first one. Its client, people, budget and
          what was measured are not.
        </Text>
      </Form>
    </Modal>
  )
}

function sayKept({ tasksTotal, kpis }: Campaign): string {
  const kept = kpis.length === 0 ? "" : kpis.length === 1 ? " and its KPI" : ` and its ${kpis.length} KPIs`
  if (tasksTotal === 0)
    return kpis.length === 0 ? "It has no tasks yet." : `It has no tasks yet;${kept.slice(4)} will be kept.`
  const tasks = tasksTotal === 1 ? "Its task" : `Its ${tasksTotal} tasks`
  return `${tasks} with order and checklists${kept} are kept.`
}
