"use client"

import type { Contact } from "@alphas/domain/clients/dto"
import { isolate } from "@alphas/domain/isolate"
import { Checkbox, Textarea, TextInput } from "@mantine/core"
import { useMemo } from "react"
import { trpc } from "../../data/trpc"
import { done } from "../../feedback/undo"
import { FormDialog } from "../../forms/form-dialog"
import { useEditing } from "../../forms/use-editing"

interface ContactValues extends Record<string, unknown> {
  name: string
  email: string
  phone: string
  jobTitle: string
  isPrimary: boolean
  notes: string
}

const labels = {
  name: "Name",
  email: "Email",
  phone: "Phone",
  jobTitle: "Job title",
  isPrimary: "Primary contact",
  notes: "Internal notes",
}

const valuesOf = (contact: Contact | null): ContactValues => ({
  name: contact?.name ?? "",
  email: contact?.email ?? "",
  phone: contact?.phone ?? "",
  jobTitle: contact?.jobTitle ?? "",
  isPrimary: contact?.isPrimary ?? false,
  notes: contact?.notes ?? "",
})

/** An empty text is the absence of a value; a name must be there. */
const forApi = (values: Partial<ContactValues>) =>
  // The values are texts and a yes or no, of which the API takes null for a text that is absent.
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, value === "" && name !== "name" ? null : value]),
  ) as Partial<Omit<ContactValues, "name">> & { name?: string }

interface Props {
  clientId: string
  /** Null for a new one. */
  contact: Contact | null
  close: () => void
}

/** Adds or edits a contact. */
export function ContactDialog({ clientId, contact, close }: Props) {
  const create = trpc.clients.contacts.create.useMutation()
  const update = trpc.clients.contacts.update.useMutation()
  const initial = useMemo(() => valuesOf(contact), [contact])
  const editing = useEditing({
    initial,
    version: contact?.version ?? 1,
    save: async ({ values, changes, version }) => {
      if (contact === null)
        return create.mutateAsync({ clientId, contact: { ...forApi(values), name: values.name } })
      if (Object.keys(changes).length === 0) return { id: contact.id, version }
      return update.mutateAsync({ id: contact.id, version, changes: forApi(changes) })
    },
    readCurrent: (current) => {
      const now = current as Contact // the API answers a stale version with the contact's row
      return { values: valuesOf(now), version: now.version }
    },
    onSaved: () => {
      done(`${isolate(editing.form.getValues().name)} saved`)
      close()
    },
  })
  const { field } = editing
  return (
    <FormDialog
      title={contact === null ? "New contact" : `Edit ${isolate(contact.name)}`}
      editing={editing}
      labels={labels}
      action="Save"
      close={close}
    >
      <TextInput label={labels.name} {...field("name")} />
      <TextInput label={labels.email} inputMode="email" {...field("email")} />
      <TextInput label={labels.phone} inputMode="tel" {...field("phone")} />
      <TextInput label={labels.jobTitle} {...field("jobTitle")} />
      <Checkbox
        label={labels.isPrimary}
        description="The first person to write to. A client has one primary contact."
        {...field("isPrimary", "checkbox")}
        disabled={contact?.isPrimary ?? false}
      />
      <Textarea label={labels.notes} autosize minRows={2} maxRows={8} {...field("notes")} />
    </FormDialog>
  )
}
