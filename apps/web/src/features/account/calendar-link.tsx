"use client"

import type { CalendarLink as Link } from "@alphas/domain/calendar/dto"
import { Button, Group, Skeleton, Text } from "@mantine/core"
import { IconCalendarShare } from "@tabler/icons-react"
import { useState } from "react"
import { usePermission } from "../../data/me"
import { trpc } from "../../data/trpc"
import { useConfirm } from "../../feedback/confirm"
import { FailedState } from "../../feedback/states"
import { done, failed } from "../../feedback/undo"
import { When } from "../../format/time"
import { Section } from "../../shell/section"
import classes from "./lines.module.css"
import { useProof } from "./proof"
import { SecretDialog } from "./secret-dialog"

/** The secret link by which one's tasks and leave show in another calendar. */
export function CalendarLink() {
  const allowed = usePermission("calendar.link")
  const { data, error, refetch } = trpc.account.calendarLink.useQuery(undefined, { enabled: allowed })
  const [url, setUrl] = useState<string | null>(null)
  const create = trpc.account.createCalendarLink.useMutation()
  const { proven, dialog } = useProof()
  const make = () => void proven(() => create.mutateAsync()).then((created) => setUrl(created.url), failed)
  if (!allowed) return null
  return (
    <Section
      title="Calendar"
      id="calendar"
      text="See your tasks and leave in Google Calendar, Outlook or Apple Calendar."
    >
      {error && data === undefined ? (
        <FailedState error={error} retry={() => void refetch()} />
      ) : data ? (
        <Line link={data} renew={make} renewing={create.isPending} />
      ) : data === null ? (
        <Button size="sm" variant="default" loading={create.isPending} onClick={make}>
          Create calendar link
        </Button>
      ) : (
        <Skeleton h={52} />
      )}
      {dialog}
      {url && <Made url={url} close={() => setUrl(null)} />}
    </Section>
  )
}

function Line({ link, renew, renewing }: { link: Link; renew: () => void; renewing: boolean }) {
  const confirm = useConfirm()
  const remove = trpc.account.removeCalendarLink.useMutation({
    onSuccess: () => done("Calendar link removed"),
    onError: failed,
  })
  const text = "Calendars that use your current link stop updating."
  const askReplace = async () => {
    if (await confirm({ title: "Replace this link?", text, action: "Replace link", grave: true })) renew()
  }
  const askRemove = async () => {
    if (await confirm({ title: "Remove this link?", text, action: "Remove", grave: true })) remove.mutate()
  }
  return (
    <div className={classes.line} data-alone>
      <IconCalendarShare size={18} stroke={1.5} aria-hidden />
      <div className={classes.text}>
        <Text size="sm" fw={500}>
          Your calendar link
        </Text>
        <Text size="xs" c="dimmed">
          created <When at={link.createdAt} /> ·{" "}
          {link.lastUsedAt ? (
            <>
              used <When at={link.lastUsedAt} />
            </>
          ) : (
            "never used"
          )}
        </Text>
      </div>
      <Group gap={6} wrap="nowrap">
        <Button size="xs" variant="default" loading={renewing} onClick={askReplace}>
          Replace
        </Button>
        <Button size="xs" variant="default" loading={remove.isPending} onClick={askRemove}>
          Remove
        </Button>
      </Group>
    </div>
  )
}

function Made({ url, close }: { url: string; close: () => void }) {
  return (
    <SecretDialog
      title="Copy your calendar link"
      text="It is shown only once. Anyone who has it can read your calendar, so keep it like a password."
      secret={url}
      name="calendar-link"
      close={close}
    >
      <Text size="sm" mt="sm">
        Subscribe to this address. Google Calendar: “Other calendars”, then “From URL”. Outlook: “Add
        calendar”, then “Subscribe from web”. Apple Calendar: “New calendar subscription”.
      </Text>
    </SecretDialog>
  )
}
