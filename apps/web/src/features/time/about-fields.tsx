"use client"

import { Checkbox, Select, Textarea } from "@mantine/core"
import { usePermission } from "../../data/me"
import { invalidFields } from "../../data/refusal"
import { trpc } from "../../data/trpc"
import type { Editing } from "../../forms/use-editing"
import { CampaignSelect } from "../tasks/campaign-choice"

/** What time is spent on, as a form holds it. */
export interface AboutValues extends Record<string, unknown> {
  campaignId: string | null
  taskId: string | null
  note: string
  billable: boolean
}

export const noAbout: AboutValues = { campaignId: null, taskId: null, note: "", billable: true }

export const aboutLabels = { campaignId: "Campaign", taskId: "Task", note: "Note", billable: "Billable" }

/** The same as the API takes it. @throws AlphasError at the field while no campaign is chosen. */
export function aboutForApi({ campaignId, taskId, note, billable }: AboutValues) {
  if (campaignId === null) throw invalidFields({ campaignId: "Choose a campaign." })
  return { campaignId, taskId, note: note.trim() || null, billable }
}

interface Props<Values extends AboutValues> {
  editing: Editing<Values>
  /** Leaves out note and billable. */
  brief?: boolean
  /** The campaign on whose task the time is that the reader may not see; it stays there unless another is chosen. */
  unseenIn?: string | null
}

/** The fields for what time is spent on. */
export function AboutFields<Values extends AboutValues>({
  editing,
  brief = false,
  unseenIn = null,
}: Props<Values>) {
  const { campaignId, taskId, note, billable } = editing.form.values
  const { errors, setValues, clearFieldError } = editing.form
  // All of these fields exist in every Values.
  const set = (values: Partial<AboutValues>) => setValues(values as Partial<Values>)
  return (
    <>
      <CampaignSelect
        label={aboutLabels.campaignId}
        value={campaignId}
        error={errors.campaignId}
        onChange={(id) => {
          set({ campaignId: id, taskId: null })
          clearFieldError("campaignId")
        }}
      />
      <TaskSelect
        campaignId={campaignId}
        value={taskId}
        error={errors.taskId}
        unseen={unseenIn !== null && campaignId === unseenIn}
        onChange={(id) => set({ taskId: id })}
      />
      {!brief && (
        <>
          <Textarea
            label={aboutLabels.note}
            autosize
            minRows={2}
            maxRows={6}
            value={note}
            error={errors.note}
            onChange={(event) => set({ note: event.currentTarget.value })}
          />
          <Checkbox
            label={aboutLabels.billable}
            checked={billable}
            onChange={(event) => set({ billable: event.currentTarget.checked })}
          />
        </>
      )}
    </>
  )
}

interface TaskProps {
  campaignId: string | null
  value: string | null
  error: React.ReactNode
  unseen: boolean
  onChange: (id: string | null) => void
}

/** Chooses a task of the campaign, for whoever sees tasks; what is completed is offered only while it is chosen. */
function TaskSelect({ campaignId, value, error, unseen, onChange }: TaskProps) {
  const sees = usePermission("tasks.read")
  const { data = [] } = trpc.tasks.board.useQuery(
    { campaignId: campaignId ?? "" },
    { enabled: sees && campaignId !== null },
  )
  if (!sees) return null
  return (
    <Select
      label={aboutLabels.taskId}
      placeholder={unseen ? "A task that you cannot see" : "The campaign as a whole"}
      searchable
      clearable
      openOnFocus={false}
      disabled={campaignId === null}
      nothingFoundMessage="No tasks match."
      value={value}
      error={error}
      onChange={onChange}
      data={data
        .filter(({ id, status }) => status !== "completed" || id === value)
        .map(({ id, title }) => ({ value: id, label: title }))}
    />
  )
}
