"use client"

import type { Address } from "@alphas/domain/money/billing"
import { Select, TextInput } from "@mantine/core"
import { useMemo } from "react"
import { countryChoices } from "../../format/countries"
import { useReader } from "../../format/reader"
import { Two } from "../../forms/two"
import type { Editing } from "../../forms/use-editing"
import classes from "./billing.module.css"

/** An address in a form; an empty text is nothing. */
export type AddressValues = Record<keyof Address, string>

export const addressValues = (address: Address | null): AddressValues => ({
  ...{ street: address?.street ?? "", postalCode: address?.postalCode ?? "", city: address?.city ?? "" },
  ...{ region: address?.region ?? "", country: address?.country ?? "" },
})

/** The address as the API takes it. */
export const addressForApi = ({ street, postalCode, city, region, country }: AddressValues): Address => ({
  ...{ street: street || null, postalCode: postalCode || null, city: city || null },
  ...{ region: region || null, country: country || null },
})

/** The fields of an address. */
export function AddressFields<Values extends { address: AddressValues }>({
  editing,
}: {
  editing: Editing<Values & Record<string, unknown>>
}) {
  const { locale } = useReader()
  // The form has these fields; its own type cannot say so of what it is given.
  const field = editing.field as (path: string) => ReturnType<typeof editing.field>
  const { country } = editing.form.values.address
  const countries = useMemo(() => countryChoices(locale, country), [locale, country])
  return (
    <>
      <TextInput label="Street" {...field("address.street")} />
      <div className={classes.town}>
        <TextInput label="Postal code" {...field("address.postalCode")} />
        <TextInput label="City" {...field("address.city")} />
      </div>
      <Two>
        <TextInput label="Region" {...field("address.region")} />
        <Select
          label="Country"
          data={countries}
          searchable
          clearable
          nothingFoundMessage="No countries match."
          {...field("address.country")}
          value={country || null}
          onChange={(next) => field("address.country").onChange(next ?? "")}
        />
      </Two>
    </>
  )
}
