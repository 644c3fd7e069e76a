"use client"

import { isolate } from "@alphas/domain/isolate"
import { Button, TextInput, Title } from "@mantine/core"
import Link from "next/link"
import { useMemo } from "react"
import { useMe } from "../../data/me"
import { trpc } from "../../data/trpc"
import { done } from "../../feedback/undo"
import { Form } from "../../forms/form"
import { useEditing } from "../../forms/use-editing"
import { Page } from "../../shell/page"
import { PeopleSelect } from "../users/person-select"
import { ClientFields } from "./client-fields"
import { type ClientValues, clientLabels, forApi } from "./client-values"
import { DuplicatesNote } from "./duplicates-note"

interface NewValues extends ClientValues {
  memberIds: string[]
  contactName: string
  contactEmail: string
}

/** The form for a new client, with its first contact and its members. */
export function NewClientPage() {
  const me = useMe()
  const create = trpc.clients.create.useMutation()
  const initial = useMemo<NewValues>(
    () => ({
      ...{ name: "", status: "prospect" as const, industry: "", website: "", email: "", phone: "" },
      ...{ street: "", postalCode: "", city: "", region: "", country: "", vatId: "" },
      currency: me.agency.currency,
      tags: [],
      notes: "",
      ownerId: me.id,
      memberIds: [],
      contactName: "",
      contactEmail: "",
    }),
    [me.agency.currency, me.id],
  )
  const editing = useEditing<NewValues, { id: string }>({
    initial,
    save: ({ values: { contactName, contactEmail, ...values } }) => {
      const named = contactName !== "" || contactEmail !== ""
      const contact = { name: contactName || contactEmail, email: contactEmail || null, isPrimary: true }
      return create.mutateAsync({ ...forApi(values), contacts: named ? [contact] : [] })
    },
    onSaved: () => {
      done(`${isolate(editing.form.getValues().name)} created`)
    },
    opens: ({ id }) => `/clients/${id}`,
  })
  const { values, errors } = editing.form
  return (
    <Page trail={[{ label: "Clients", href: "/clients" }, { label: "New client" }]} width="text">
      <Form
        editing={editing}
        labels={clientLabels}
        action="Create client"
        beside={
          <Button component={Link} href="/clients" size="sm" variant="default">
            Cancel
          </Button>
        }
      >
        <ClientFields
          editing={editing}
          belowName={<DuplicatesNote name={values.name} website={values.website} email={values.email} />}
        />
        <PeopleSelect
          label="Members"
          description="Members can see this client."
          {...editing.field("memberIds")}
        />
        <Title order={2} mt="sm">
          First contact
        </Title>
        <TextInput
          label="Contact name"
          {...editing.field("contactName")}
          error={errors["contacts.0.name"] ?? errors.contactName}
        />
        <TextInput
          label="Contact email"
          inputMode="email"
          {...editing.field("contactEmail")}
          error={errors["contacts.0.email"] ?? errors.contactEmail}
        />
      </Form>
    </Page>
  )
}
