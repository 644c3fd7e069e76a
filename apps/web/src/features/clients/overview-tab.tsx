"use client"

import type { Client } from "@alphas/domain/clients/dto"
import { Anchor, Stack, Text } from "@mantine/core"
import type { ReactNode } from "react"
import { usePermission } from "../../data/me"
import { Part, PartAction } from "../../shell/part"
import record from "../../shell/record.module.css"
import classes from "./client-page.module.css"
import { ContactLine } from "./contact-line"

interface Props {
  client: Client
  openContacts: () => void
  children: ReactNode
}

/** So many contacts stand on the overview; the others are one click away. */
const shown = 3

/** What one wants to know before a call: whom to talk to, what was noted, what happened last. */
export function OverviewTab({ client, openContacts, children }: Props) {
  const internal = usePermission("clients.internal")
  const contacts = client.contacts.slice(0, shown)
  return (
    <Stack gap={28}>
      <Part
        title="Contacts"
        actions={
          client.contacts.length > shown && (
            <PartAction run={openContacts}>All {client.contacts.length}</PartAction>
          )
        }
      >
        {contacts.length === 0 ? (
          <Text size="sm" c="dimmed">
            No contacts yet.{" "}
            <Anchor component="button" type="button" size="sm" onClick={openContacts}>
              View contacts
            </Anchor>
          </Text>
        ) : (
          <ul className={classes.contacts}>
            {contacts.map((contact) => (
              <ContactLine key={contact.id} contact={contact} />
            ))}
          </ul>
        )}
      </Part>
      {internal && (
        <Part title="Internal notes">
          {client.notes ? (
            <Text className={record.prose ?? ""} size="sm">
              {client.notes}
            </Text>
          ) : (
            <Text size="sm" c="dimmed">
              No notes yet. Clients cannot see internal notes.
            </Text>
          )}
        </Part>
      )}
      {children}
    </Stack>
  )
}
