"use client"

import type { Client } from "@alphas/domain/clients/dto"
import { Anchor, Stack, Text } from "@mantine/core"
import { trpc } from "../../data/trpc"
import { Part, PartAction } from "../../shell/part"
import record from "../../shell/record.module.css"
import { ChangeList } from "../changes/change-list"
import { ChangeSkeleton } from "../changes/change-skeleton"
import { usePermission } from "../session/me"
import { latestChanges } from "./asked-on-server"
import classes from "./client-page.module.css"
import { ContactLine } from "./contact-line"

interface Props {
  client: Client
  open: (tab: "campaigns" | "contacts" | "history") => void
}

/** So many contacts stand on the overview; the others are one click away. */
const shown = 3

/** What one wants to know before a call: whom to talk to, what was noted, what happened last. */
export function OverviewTab({ client, open }: Props) {
  const [internal, history] = [usePermission("clients.internal"), usePermission("changes.history")]
  const contacts = client.contacts.slice(0, shown)
  return (
    <Stack gap={28}>
      <Part
        title="Contacts"
        actions={
          client.contacts.length > shown && (
            <PartAction run={() => open("contacts")}>All {client.contacts.length}</PartAction>
          )
        }
      >
        {contacts.length === 0 ? (
          <Text size="sm" c="dimmed">
            Nobody yet.{" "}
            <Anchor component="button" type="button" size="sm" onClick={() => open("contacts")}>
              Go to the contacts
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
              Nothing noted. The client never sees what stands here.
            </Text>
          )}
        </Part>
      )}
      {history && <Latest id={client.id} all={() => open("history")} />}
    </Stack>
  )
}

function Latest({ id, all }: { id: string; all: () => void }) {
  const { data, error } = trpc.changes.history.useQuery(latestChanges(id))
  // The overview does without; the history's own tab says what is wrong.
  if (error && !data) return null
  return (
    <Part
      title="Latest changes"
      actions={data?.nextCursor && <PartAction run={all}>Whole history</PartAction>}
    >
      {data ? <ChangeList changes={data.items} flush /> : <ChangeSkeleton rows={3} flush />}
    </Part>
  )
}
