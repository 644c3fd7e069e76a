"use client"

import type { Settings } from "@alphas/domain/settings/input"
import { Select, Switch, TagsInput, TextInput } from "@mantine/core"
import { trpc } from "../../data/trpc"
import { Loaded } from "../../feedback/loaded"
import { done } from "../../feedback/undo"
import { currencyChoices, timeZoneChoices } from "../../format/choices"
import { Form } from "../../forms/form"
import { useEditing } from "../../forms/use-editing"
import { Section } from "../../shell/section"
import { SettingsSkeleton } from "./settings-skeleton"

const valuesOf = ({ version: _version, ...values }: Settings) => values

const agencyText = "The name appears in the app and in every email."

const labels = {
  agencyName: "Name",
  timeZone: "Time zone",
  currency: "Currency",
  registrationOpen: "Allow people to register",
  registrationDomains: "Allowed email domains",
}

/** The agency's own settings, once they are here. */
export function SettingsForm() {
  return (
    <Loaded
      query={trpc.settings.get.useQuery()}
      skeleton={<SettingsSkeleton title="Agency" text={agencyText} />}
    >
      {(settings) => <Fields settings={settings} />}
    </Loaded>
  )
}

function Fields({ settings }: { settings: Settings }) {
  const utils = trpc.useUtils()
  const update = trpc.settings.update.useMutation()
  const editing = useEditing({
    initial: valuesOf(settings),
    version: settings.version,
    save: ({ changes, version }) => update.mutateAsync({ version, changes }),
    readCurrent: (current) => {
      const now = current as Settings // the API answers a stale version with the settings as they are now
      return { values: valuesOf(now), version: now.version }
    },
    onSaved: (saved) => {
      utils.settings.get.setData(undefined, saved)
      done("Settings saved")
    },
  })
  const { registrationOpen } = editing.form.values
  return (
    <Form editing={editing} labels={labels} action="Save" focus={false} onlyChanged>
      <Section title="Agency" text={agencyText}>
        <TextInput label={labels.agencyName} {...editing.field("agencyName")} />
        <Select
          mt="sm"
          label={labels.timeZone}
          description="Decides when the agency's day starts and ends."
          searchable
          allowDeselect={false}
          limit={60}
          data={timeZoneChoices()}
          {...editing.field("timeZone")}
        />
        <Select
          mt="sm"
          label={labels.currency}
          description="Used for clients without their own currency."
          searchable
          allowDeselect={false}
          data={currencyChoices()}
          {...editing.field("currency")}
        />
      </Section>
      <Section title="Registration" text="When off, people join only by invitation.">
        <Switch label={labels.registrationOpen} {...editing.field("registrationOpen", "checkbox")} />
        {registrationOpen && (
          <TagsInput
            mt="sm"
            label={labels.registrationDomains}
            description="New people confirm their email address."
            placeholder="example.com"
            {...editing.field("registrationDomains")}
          />
        )}
      </Section>
    </Form>
  )
}
