"use client"

import type { Template } from "@alphas/domain/templates/template"
import { Radio, Skeleton, Text } from "@mantine/core"
import type { UseFormReturnType } from "@mantine/form"
import { trpc } from "../../data/trpc"
import { FailedState } from "../../feedback/states"
import { useReader } from "../../format/reader"
import { sayTemplate } from "./template-words"
import classes from "./templates.module.css"

interface Props {
  label: string
  /** What the choice of no template is called; without it one has to be chosen. */
  none?: string
  /** Of the form, by the field that holds the template's id; empty for none. */
  field: ReturnType<UseFormReturnType<Record<string, unknown>>["getInputProps"]>
}

/** The templates, one of which can be chosen, with what each brings. */
export function TemplateChoice({ label, none, field }: Props) {
  const { data, error, refetch } = trpc.campaigns.templates.list.useQuery()
  if (error) return <FailedState error={error} retry={() => void refetch()} />
  if (data === undefined) return <Skeleton height={96} aria-busy />
  if (data.length === 0 && field.error == null) return <NoTemplates />
  return (
    <Radio.Group label={label} {...field}>
      <div className={classes.choices}>
        {none && <Radio className={classes.choice ?? ""} size="xs" value="" label={none} />}
        {data.map((template) => (
          <Choice key={template.id} template={template} />
        ))}
      </div>
    </Radio.Group>
  )
}

function Choice({ template }: { template: Template }) {
  const { locale } = useReader()
  const { id, name, description } = template
  return (
    <Radio
      className={classes.choice ?? ""}
      size="xs"
      value={id}
      label={name}
      description={
        <>
          {sayTemplate(template, locale)}
          {description && (
            <>
              <br />
              {description}
            </>
          )}
        </>
      }
    />
  )
}

/** Says where templates come from. */
export function NoTemplates() {
  return (
    <Text size="sm" c="dimmed">
      No templates yet. To create one, open a campaign and choose “Save as a template…” in its actions menu.
      Its tasks, dependencies, checklists and KPIs can then be reused.
    </Text>
  )
}
