"use client"

import type { Client, Contact } from "@alphas/domain/clients/dto"
import { ActionIcon, Button, Group, Menu } from "@mantine/core"
import { IconDots, IconPencil, IconPlus, IconStar, IconTrash, IconUser } from "@tabler/icons-react"
import { useQueryClient } from "@tanstack/react-query"
import { getQueryKey } from "@trpc/react-query"
import dynamic from "next/dynamic"
import { useState } from "react"
import { trpc } from "../../data/trpc"
import { EmptyState } from "../../feedback/states"
import { done, failed } from "../../feedback/undo"
import { usePermission } from "../session/me"
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
      Add a contact
    </Button>
  )
  return (
    <>
      {client.contacts.length === 0 ? (
        <EmptyState icon={IconUser} title="No contacts yet" action={add}>
          The people at {client.name} whom you write to and call.
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
  const queries = useQueryClient()
  const settled = { onSettled: () => void queries.invalidateQueries({ queryKey: getQueryKey(trpc.clients) }) }
  const update = trpc.clients.contacts.update.useMutation(settled)
  const remove = trpc.clients.contacts.remove.useMutation(settled)
  const create = trpc.clients.contacts.create.useMutation(settled)
  const { id, version, clientId, name, email, phone, jobTitle, isPrimary, notes } = contact

  const makePrimary = () =>
    update
      .mutateAsync({ id, version, changes: { isPrimary: true } })
      .then(() => done(`${name} is the primary contact`), failed)
  const removeIt = () =>
    remove
      .mutateAsync({ id, version })
      .then(
        () =>
          done(`${name} is removed`, () =>
            create.mutateAsync({ clientId, contact: { name, email, phone, jobTitle, isPrimary, notes } }),
          ),
        failed,
      )
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon
          size={28}
          aria-label={`Actions for ${name}`}
          loading={update.isPending || remove.isPending}
        >
          <IconDots size={15} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPencil size={15} stroke={1.6} />} onClick={edit}>
          Edit
        </Menu.Item>
        {!isPrimary && (
          <Menu.Item leftSection={<IconStar size={15} stroke={1.6} />} onClick={() => void makePrimary()}>
            Make primary
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconTrash size={15} stroke={1.6} />} onClick={() => void removeIt()}>
          Remove
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
