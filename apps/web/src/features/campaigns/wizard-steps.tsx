"use client"

import { Button, Fieldset, Group, Text, TextInput } from "@mantine/core"
import { IconPlus, IconTrash } from "@tabler/icons-react"
import type { Editing } from "../../forms/use-editing"
import { ClientSelect } from "../users/client-select"
import { PeopleSelect, PersonSelect } from "../users/person-select"
import { BudgetFields, WhenAndWhat } from "./campaign-fields"
import { campaignLabels } from "./campaign-values"
import { KpiFormFields } from "./kpi-fields"
import { emptyKpi } from "./kpi-values"
import type { NewCampaignValues } from "./new-campaign-values"
import { TemplateChoice } from "./template-choice"
import { TemplateEnd } from "./template-end"
import classes from "./wizard.module.css"

interface Props {
  editing: Editing<NewCampaignValues>
}

/** For whom, what, and from when to when. */
export function BasicsStep({ editing }: Props) {
  const { value, onChange, ...client } = editing.field("clientId")
  return (
    <>
      <ClientSelect label="Client" {...client} value={value} onChange={onChange} />
      <TextInput label={campaignLabels.name} {...editing.field("name")} />
      <WhenAndWhat editing={editing} />
    </>
  )
}

interface BudgetProps extends Props {
  currency: string
  /** The name of the client whose own currency it is. */
  own: string | undefined
}

/** What it may cost. */
export function BudgetStep({ editing, currency, own }: BudgetProps) {
  const chosen = editing.form.values.currency !== ""
  return (
    <BudgetFields
      editing={editing}
      currency={currency}
      note={!chosen && own ? `${own} is billed in this currency.` : undefined}
    />
  )
}

/** By what its success is measured. */
export function KpisStep({ editing }: Props) {
  const { form, field } = editing
  const { kpis } = form.values
  return (
    <>
      <Text size="sm" c="dimmed">
        How will you and the client know that it works? You can add KPIs and their values later on the
        campaign page.
      </Text>
      {kpis.map((_, index) => (
        // KPIs without an id are told apart by where they stand.
        // biome-ignore lint/suspicious/noArrayIndexKey: as said above
        <Fieldset key={index} legend={`KPI ${index + 1}`} className={classes.kpi ?? ""}>
          <KpiFormFields field={(name) => field(`kpis.${index}.${name}`)} />
          <Group justify="flex-end">
            <Button
              size="compact-sm"
              variant="subtle"
              color="gray"
              leftSection={<IconTrash size={14} stroke={1.6} />}
              aria-label={`Remove KPI ${index + 1}`}
              onClick={() => form.removeListItem("kpis", index)}
            >
              Remove
            </Button>
          </Group>
        </Fieldset>
      ))}
      <div>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPlus size={14} />}
          onClick={() => form.insertListItem("kpis", emptyKpi)}
        >
          {kpis.length === 0 ? "Add KPI" : "Add another KPI"}
        </Button>
      </div>
    </>
  )
}

/** Who works on it. */
export function TeamStep({ editing }: Props) {
  return (
    <>
      <PersonSelect
        label={campaignLabels.managerId}
        clearable={false}
        allowDeselect={false}
        // It has the focus as soon as the step is open; a list that nobody asked for would cover what follows.
        openOnFocus={false}
        description="Responsible for the campaign. Always a member."
        {...editing.field("managerId")}
      />
      <PeopleSelect
        label="Members"
        description="Members work on the campaign and can see it."
        {...editing.field("memberIds")}
      />
    </>
  )
}

/** With which tasks it begins. */
export function TasksStep({ editing: { form, field } }: Props) {
  const { templateId, startDay, endDay } = form.values
  return (
    <>
      <Text size="sm" c="dimmed">
        A template adds its tasks, dependencies, checklists and KPIs, planned on working days from the
        campaign's start.
      </Text>
      <TemplateChoice label="Template" none="No tasks" field={field("templateId")} />
      <TemplateEnd
        templateId={templateId}
        startDay={startDay}
        endDay={endDay}
        take={(day) => form.setFieldValue("endDay", day)}
      />
    </>
  )
}
