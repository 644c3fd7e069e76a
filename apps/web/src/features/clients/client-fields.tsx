"use client"

import { clientStatuses, clientStatusLabels, industries } from "@alphas/domain/clients/words"
import { Autocomplete, Select, TagsInput, Textarea, TextInput } from "@mantine/core"
import { type ReactNode, useMemo } from "react"
import { trpc } from "../../data/trpc"
import { currencyChoices } from "../../format/choices"
import { countryChoices } from "../../format/countries"
import { useReader } from "../../format/reader"
import { Two } from "../../forms/two"
import type { Editing } from "../../forms/use-editing"
import { PersonSelect } from "../users/person-select"
import classes from "./client-fields.module.css"
import { type ClientValues, clientLabels } from "./client-values"

const statuses = clientStatuses.map((value) => ({ value, label: clientStatusLabels[value] }))

interface Props<Values> {
  editing: Editing<Values>
  /** What is known about the name that is typed. */
  belowName?: ReactNode
  /** What follows from the owner that is chosen. */
  ownerNote?: ReactNode
}

/** The fields of a client, as the forms for a new and for an existing one show them. */
export function ClientFields<Values extends ClientValues>({ editing, belowName, ownerNote }: Props<Values>) {
  const { locale } = useReader()
  const { data: facets } = trpc.clients.facets.useQuery()
  const { field } = editing
  const known = [...new Set([...industries, ...(facets?.industries ?? [])])].sort()
  const { country } = editing.form.values
  const countries = useMemo(() => countryChoices(locale, country ?? ""), [locale, country])
  const currencies = useMemo(currencyChoices, [])
  return (
    <>
      <TextInput label={clientLabels.name} {...field("name")} />
      {belowName}
      <Two>
        <Select label={clientLabels.status} data={statuses} allowDeselect={false} {...field("status")} />
        <PersonSelect label={clientLabels.ownerId} description={ownerNote} {...field("ownerId")} />
        <TextInput
          label={clientLabels.website}
          placeholder="example.com"
          inputMode="url"
          {...field("website")}
        />
        <Autocomplete label={clientLabels.industry} data={known} {...field("industry")} />
        <TextInput label={clientLabels.email} inputMode="email" {...field("email")} />
        <TextInput label={clientLabels.phone} inputMode="tel" {...field("phone")} />
      </Two>
      <div className={classes.address}>
        <TextInput label={clientLabels.street} {...field("street")} />
        <TextInput label={clientLabels.postalCode} {...field("postalCode")} />
        <TextInput label={clientLabels.city} {...field("city")} />
      </div>
      <Two>
        <TextInput label={clientLabels.region} {...field("region")} />
        <Select
          label={clientLabels.country}
          data={countries}
          searchable
          clearable
          nothingFoundMessage="No countries match."
          {...field("country")}
        />
        <TextInput label={clientLabels.vatId} {...field("vatId")} />
        <Select
          label={clientLabels.currency}
          data={currencies}
          searchable
          allowDeselect={false}
          nothingFoundMessage="No currencies match."
          {...field("currency")}
        />
      </Two>
      <TagsInput label={clientLabels.tags} data={facets?.tags ?? []} {...field("tags")} />
      <Textarea label={clientLabels.notes} autosize minRows={3} maxRows={12} {...field("notes")} />
    </>
  )
}
