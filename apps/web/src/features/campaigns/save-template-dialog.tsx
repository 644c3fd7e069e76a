"use client"

import type { Campaign } from "@alphas/domain/campaigns/dto"
import { isolate } from "@alphas/domain/isolate"
import { Text, Textarea, TextInput } from "@mantine/core"
import { useMemo } from "react"
import { trpc } from "../../data/trpc"
import { done } from "../../feedback/undo"
import { FormDialog } from "../../forms/form-dialog"
import { useEditing } from "../../forms/use-editing"

/** Keeps a campaign as a template. */
export function SaveTemplateDialog({ campaign, close }: { campaign: Campaign; close: () => void }) {
  const save = trpc.campaigns.templates.save.useMutation()
  const remove = trpc.campaigns.templates.remove.useMutation()
  const initial = useMemo(() => ({ name: campaign.name, description: "" }), [campaign.name])
  const editing = useEditing({
    initial,
    save: ({ values: { name, description } }) =>
      save.mutateAsync({ campaignId: campaign.id, name, description: description || null }),
    onSaved: (saved) => {
      close()
      done(`${isolate(editing.form.getValues().name.trim())} saved as a template`, () =>
        remove.mutateAsync(saved),
      )
    },
  })
  return (
    <FormDialog
      title={`Save ${isolate(campaign.name)} as a template`}
      editing={editing}
      action="Save template"
      close={close}
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
        {sayKept(campaign)} Dates are saved as working days from the first day. The client, members, budget
        and KPI values are not saved.
      </Text>
    </FormDialog>
  )
}

function sayKept({ tasksTotal, kpis }: Campaign): string {
  const kept = kpis.length === 0 ? "" : kpis.length === 1 ? " and its KPI" : ` and its ${kpis.length} KPIs`
  if (tasksTotal === 0)
    return kpis.length === 0 ? "It has no tasks yet." : `It has no tasks yet;${kept.slice(4)} will be kept.`
  const tasks = tasksTotal === 1 ? "Its task" : `Its ${tasksTotal} tasks`
  return `${tasks} with their dependencies and checklists${kept} will be saved.`
}
