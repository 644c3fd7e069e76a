"use client"

import {
  type ClientBilling,
  documentLanguageLabels,
  documentLanguages,
  taxTreatmentLabels,
  taxTreatments,
} from "@alphas/domain/money/billing"
import { Select, Switch, TagsInput, TextInput } from "@mantine/core"
import { trpc } from "../../data/trpc"
import { Loaded } from "../../feedback/loaded"
import { done } from "../../feedback/undo"
import { Form } from "../../forms/form"
import { Two } from "../../forms/two"
import { useEditing } from "../../forms/use-editing"
import { AddressFields, type AddressValues, addressForApi, addressValues } from "./address-fields"
import classes from "./billing.module.css"
import { BillingSkeleton } from "./billing-skeleton"
import { readCount } from "./billing-values"

interface ClientBillingValues extends Record<string, unknown> {
  legalName: string
  /** Whether it has a billing address of its own. */
  ownAddress: boolean
  address: AddressValues
  vatId: string
  buyerReference: string
  /** As it is typed; empty for the agency's. */
  termsDays: string
  taxTreatment: ClientBilling["taxTreatment"]
  language: ClientBilling["language"]
  emails: string[]
  reminders: boolean
}

const labels = {
  legalName: "Legal name",
  ownAddress: "Own billing address",
  address: "Billing address",
  vatId: "VAT ID",
  buyerReference: "Buyer reference",
  termsDays: "Days until an invoice is due",
  taxTreatment: "Tax treatment",
  language: "Language of documents",
  emails: "Invoices are sent to",
  reminders: "Send reminders",
}

const valuesOf = (billing: ClientBilling): ClientBillingValues => ({
  ...{ legalName: billing.legalName ?? "", vatId: billing.vatId ?? "" },
  ...{ ownAddress: billing.address !== null, address: addressValues(billing.address) },
  ...{ buyerReference: billing.buyerReference ?? "", termsDays: String(billing.termsDays ?? "") },
  ...{ taxTreatment: billing.taxTreatment, language: billing.language },
  ...{ emails: billing.emails, reminders: billing.reminders },
})

function forApi(changes: Partial<ClientBillingValues>, values: ClientBillingValues) {
  const { address, ownAddress, termsDays, ...plain } = changes
  return {
    ...plain,
    ...(address === undefined && ownAddress === undefined
      ? {}
      : { address: values.ownAddress ? addressForApi(values.address) : null }),
    ...(termsDays === undefined ? {} : { termsDays: termsDays.trim() === "" ? null : readCount(termsDays) }),
  }
}

const treatments = taxTreatments.map((value) => ({ value, label: taxTreatmentLabels[value] }))
const languages = documentLanguages.map((value) => ({ value, label: documentLanguageLabels[value] }))

/** How a client is billed; what is left empty is the client's own, or the agency's. */
export function ClientBillingForm({ clientId }: { clientId: string }) {
  return (
    <Loaded query={trpc.money.clientBilling.get.useQuery({ clientId })} skeleton={<BillingSkeleton />}>
      {(billing) => <Fields clientId={clientId} billing={billing} />}
    </Loaded>
  )
}

function Fields({ clientId, billing }: { clientId: string; billing: ClientBilling }) {
  const update = trpc.money.clientBilling.update.useMutation()
  const editing = useEditing({
    initial: valuesOf(billing),
    version: billing.version,
    save: ({ values, changes, version }) =>
      update.mutateAsync({ clientId, version, changes: forApi(changes, values) }),
    readCurrent: (current) => {
      const now = current as ClientBilling // the API answers a stale version with the billing as it is now
      return { values: valuesOf(now), version: now.version }
    },
    onSaved: () => done("The client's billing is saved"),
  })
  const { field, form } = editing
  const { ownAddress } = form.values
  return (
    <Form editing={editing} labels={labels} action="Save" focus={false} onlyChanged>
      <div className={classes.fields} style={{ maxWidth: 560 }}>
        <TextInput
          label={labels.legalName}
          description="Leave it empty to use the client's name."
          {...field("legalName")}
        />
        <Switch label={labels.ownAddress} {...field("ownAddress", "checkbox")} />
        {ownAddress && <AddressFields editing={editing} />}
        <Two>
          <TextInput
            label={labels.vatId}
            description="Leave it empty to use the client's own."
            {...field("vatId")}
          />
          <TextInput
            label={labels.buyerReference}
            description="Such as an order number."
            {...field("buyerReference")}
          />
          <TextInput
            label={labels.termsDays}
            description="Leave it empty for the agency's terms."
            inputMode="numeric"
            {...field("termsDays")}
          />
          <Select
            label={labels.taxTreatment}
            description="The tax of new lines."
            allowDeselect={false}
            data={treatments}
            {...field("taxTreatment")}
          />
          <Select label={labels.language} allowDeselect={false} data={languages} {...field("language")} />
        </Two>
        <TagsInput label={labels.emails} placeholder="Add an email address" {...field("emails")} />
        <Switch label={labels.reminders} {...field("reminders", "checkbox")} />
      </div>
    </Form>
  )
}
