"use client"

import type { Me } from "@alphas/domain/users/dto"
import { Select, TextInput } from "@mantine/core"
import { useRouter } from "next/navigation"
import { useMe } from "../../data/me"
import { trpc } from "../../data/trpc"
import { done } from "../../feedback/undo"
import { localeChoices, timeZoneChoices } from "../../format/choices"
import { Form } from "../../forms/form"
import { useEditing } from "../../forms/use-editing"
import { Section } from "../../shell/section"

const valuesOf = ({ name, jobTitle, locale, timeZone }: Me) => ({
  name,
  jobTitle: jobTitle ?? "",
  locale,
  timeZone,
})

const labels = { name: "Name", jobTitle: "Job title", locale: "Regional format", timeZone: "Time zone" }

/** How you are shown, and how the pages speak to you. */
export function Profile() {
  const me = useMe()
  const utils = trpc.useUtils()
  const router = useRouter()
  const update = trpc.account.update.useMutation()
  const editing = useEditing({
    initial: valuesOf(me),
    version: me.version,
    save: ({ changes, version }) => update.mutateAsync({ version, changes }),
    readCurrent: (current) => {
      const now = current as Me // the API answers a stale version with the profile as it is now
      return { values: valuesOf(now), version: now.version }
    },
    onSaved: (saved) => {
      utils.session.me.setData(undefined, saved)
      done("Profile saved")
      // The server says in which language and zone the frame speaks.
      router.refresh()
    },
  })
  return (
    <Section title="Profile" text="Your colleagues see your name and job title.">
      <Form editing={editing} labels={labels} action="Save" focus={false} onlyChanged>
        <TextInput label={labels.name} autoComplete="name" {...editing.field("name")} />
        <TextInput label={labels.jobTitle} autoComplete="organization-title" {...editing.field("jobTitle")} />
        <TextInput
          label="Email"
          value={me.email}
          readOnly
          description="To change it, ask an admin for an invitation to the new address."
        />
        <Select
          label={labels.locale}
          description="Sets how dates, times, numbers and amounts look. The app itself is in English."
          placeholder="Same as my browser"
          searchable
          clearable
          data={localeChoices()}
          {...editing.field("locale")}
        />
        <Select
          label={labels.timeZone}
          placeholder={`Same as the agency: ${me.agency.timeZone}`}
          searchable
          clearable
          limit={60}
          data={timeZoneChoices()}
          {...editing.field("timeZone")}
        />
      </Form>
    </Section>
  )
}
