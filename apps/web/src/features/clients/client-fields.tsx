"use client"

import { clientStatuses, clientStatusLabels, industries } from "@alphas/domain/clients/words"
import { Autocomplete, Group, Select, TagsInput, Textarea, TextInput } from "@mantine/core"
import { useQuery } from "@tanstack/react-query"
import type { ReactNode } from "react"
import { useTRPC } from "../../data/trpc"
import type { Editing } from "../../forms/use-editing"
import { type ClientValues, clientLabels } from "./client-values"
import { PersonSelect } from "./person-select"

const statuses = clientStatuses.map((value) => ({ value, label: clientStatusLabels[value] }))

interface Props<Values> {
  editing: Editing<Values>
  /** What is known about the name that is typed. */
  belowName?: ReactNode
}

/** The fields of a client, as the forms for a new and for an existing one show them. */
export function ClientFields<Values extends ClientValues>({ editing, belowName }: Props<Values>) {
  const trpc = useTRPC()
  const { data: facets } = useQuery(trpc.clients.facets.queryOptions())
  const { field } = editing
  const known = [...new Set([...industries, ...(facets?.industries ?? [])])].sort()
  return (
    <>
      <TextInput label={clientLabels.name} {...field("name")} />
      {belowName}
      <Group grow align="flex-start">
        <Select label={clientLabels.status} data={statuses} allowDeselect={false} {...field("status")} />
        <PersonSelect label={clientLabels.ownerId} {...field("ownerId")} />
      </Group>
      <Group grow align="flex-start">
        <TextInput
          label={clientLabels.website}
          placeholder="example.com"
          inputMode="url"
          {...field("website")}
        />
        <Autocomplete label={clientLabels.industry} data={known} {...field("industry")} />
      </Group>
      <Group grow align="flex-start">
        <TextInput label={clientLabels.email} inputMode="email" {...field("email")} />
        <TextInput label={clientLabels.phone} inputMode="tel" {...field("phone")} />
      </Group>
      <TextInput label={clientLabels.street} {...field("street")} />
      <Group grow align="flex-start" preventGrowOverflow={false}>
        <TextInput label={clientLabels.postalCode} w={110} {...field("postalCode")} />
        <TextInput label={clientLabels.city} {...field("city")} />
      </Group>
      <Group grow align="flex-start">
        <TextInput label={clientLabels.region} {...field("region")} />
        <TextInput label={clientLabels.country} placeholder="DE" maxLength={2} {...field("country")} />
      </Group>
      <Group grow align="flex-start">
        <TextInput label={clientLabels.vatId} {...field("vatId")} />
        <TextInput label={clientLabels.currency} placeholder="EUR" maxLength={3} {...field("currency")} />
      </Group>
      <TagsInput label={clientLabels.tags} data={facets?.tags ?? []} {...field("tags")} />
      <Textarea label={clientLabels.notes} autosize minRows={3} maxRows={12} {...field("notes")} />
    </>
  )
}
