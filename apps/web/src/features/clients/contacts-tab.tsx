"use client"

import type { Client, Contact } from "@alphas/domain/clients/dto"
import { isolate } from "@alphas/domain/isolate"
import { Button, Group } from "@mantine/core"
import { IconPencil, IconPlus, IconStar, IconTrash, IconUser } from "@tabler/icons-react"
import dynamic from "next/dynamic"
import { useState } from "react"
import { usePermission } from "../../data/me"
import { trpc } from "../../data/trpc"
import { EmptyState } from "../../feedback/states"
import { attempt } from "../../feedback/undo"
import { ActionsMenu } from "../../shell/actions-menu"
import classes from "./client-page.module.css"
import { ContactLine } from "./contact-line"

const ContactDialog = dynamic(() => import("./contact-dialog").then((module) => module.ContactDialog), {
  ssr: false,
})

/** The people to talk to at a client. */
export function ContactsTab({ client }: { client: Client }) {
  const writes = usePermission("contacts.write")
  const [open, setOpen] = useState<Contact | "new" | null>(null)
  const add = writes && (
    <Button size="xs" variant="default" leftSection={<IconPlus size={14} />} onClick={() => setOpen("new")}>
      Add contact
    </Button>
  )
  return (
    <>
      {client.contacts.length === 0 ? (
        <EmptyState icon={IconUser} title="No contacts yet" action={add}>
          The people at <bdi>{client.name}</bdi> you work with.
        </EmptyState>
      ) : (
        <>
          {add && (
            <Group mb="xs" justify="flex-end">
              {add}
            </Group>
          )}
          <ul className={classes.contacts}>
            {client.contacts.map((contact) => (
              <ContactLine
                key={contact.id}
                contact={contact}
                notes
                actions={writes && <ContactActions contact={contact} edit={() => setOpen(contact)} />}
              />
            ))}
          </ul>
        </>
      )}
      {open !== null && (
        <ContactDialog
          clientId={client.id}
          contact={open === "new" ? null : open}
          close={() => setOpen(null)}
        />
      )}
    </>
  )
}

function ContactActions({ contact, edit }: { contact: Contact; edit: () => void }) {
  const update = trpc.clients.contacts.update.useMutation()
  const remove = trpc.clients.contacts.remove.useMutation()
  const create = trpc.clients.contacts.create.useMutation()
  const { id, version, clientId, name, email, phone, jobTitle, isPrimary, notes } = contact

  const makePrimary = () =>
    attempt(
      () => update.mutateAsync({ id, version, changes: { isPrimary: true } }),
      `${isolate(name)} is the primary contact`,
    )
  const removeIt = () =>
    attempt(
      () => remove.mutateAsync({ id, version }),
      `${isolate(name)} deleted`,
      () => create.mutateAsync({ clientId, contact: { name, email, phone, jobTitle, isPrimary, notes } }),
    )
  return (
    <ActionsMenu
      label={`Actions for ${name}`}
      inRow
      actions={[
        { label: "Edit", icon: IconPencil, onClick: edit },
        !isPrimary && { label: "Make primary", icon: IconStar, onClick: () => void makePrimary() },
        { label: "Delete", icon: IconTrash, onClick: () => void removeIt() },
      ]}
    />
  )
}
