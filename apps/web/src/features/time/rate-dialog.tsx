"use client"

import { may, type Role, roleLabels, roles } from "@alphas/domain/permissions"
import { type RateKind, rateKinds } from "@alphas/domain/time/words"
import { SegmentedControl, Select, Text, TextInput } from "@mantine/core"
import { useMemo } from "react"
import { useMe } from "../../data/me"
import { invalidFields } from "../../data/refusal"
import { trpc } from "../../data/trpc"
import { done } from "../../feedback/undo"
import { currencyChoices } from "../../format/choices"
import { parseMoney } from "../../format/money"
import { useReader } from "../../format/reader"
import { useToday } from "../../format/use-today"
import { DayInput } from "../../forms/day-input"
import { FormDialog } from "../../forms/form-dialog"
import { Two } from "../../forms/two"
import { useEditing } from "../../forms/use-editing"
import { CampaignSelect } from "../tasks/campaign-choice"
import { PersonSelect } from "../users/person-select"
import { kindTexts, rateKindLabels } from "./rate-words"
import { useConfirmed } from "./use-confirmed"

interface RateValues extends Record<string, unknown> {
  kind: RateKind
  whom: "everybody" | "role" | "person"
  role: Role | null
  userId: string | null
  campaignId: string | null
  fromDay: string
  currency: string
  /** As it is typed. */
  minorPerHour: string
}

const whoms = [
  { value: "everybody", label: "Everybody" },
  { value: "role", label: "A role" },
  { value: "person", label: "A person" },
] as const
/** Roles that enter time. */
const staff = roles
  .filter((role) => may(role, "time.track"))
  .map((value) => ({ value, label: roleLabels[value] }))
const kinds = rateKinds.map((value) => ({ value, label: rateKindLabels[value] }))

/** Sets an hourly rate: of what kind, for whom, and from which day on. */
export function RateDialog({ close }: { close: () => void }) {
  const { locale } = useReader()
  const { agency } = useMe()
  const today = useToday()
  const create = trpc.time.rates.create.useMutation()
  const { confirmed } = useConfirmed()
  const initial = useMemo(
    (): RateValues => ({
      ...{ kind: "billing", whom: "everybody", role: null, userId: null, campaignId: null },
      ...{ fromDay: today, currency: agency.currency, minorPerHour: "" },
    }),
    [today, agency.currency],
  )
  const editing = useEditing({
    initial,
    save: async ({ values }) => {
      const { kind, whom, role, userId, campaignId, fromDay, currency } = values
      const minorPerHour = parseMoney(values.minorPerHour, currency, locale)
      if (minorPerHour === null) throw invalidFields({ minorPerHour: "Enter an amount, like 85 or 85.50." })
      if (whom === "role" && role === null) throw invalidFields({ role: "Choose a role." })
      if (whom === "person" && userId === null) throw invalidFields({ userId: "Choose a person." })
      const rate = {
        ...{ kind, campaignId, fromDay, currency, minorPerHour },
        role: whom === "role" ? role : null,
        userId: whom === "person" ? userId : null,
      }
      return confirmed((confirm) => create.mutateAsync({ ...rate, confirm }))
    },
    onSaved: () => {
      close()
      done("Rate added")
    },
  })
  const { field, form } = editing
  const { kind, whom, campaignId } = form.values
  return (
    <FormDialog title="Add rate" editing={editing} action="Add" close={close}>
      <div>
        <SegmentedControl
          fullWidth
          aria-label="Kind"
          data={kinds}
          value={kind}
          onChange={(next) => form.setValues({ kind: next === "cost" ? "cost" : "billing" })}
        />
        <Text size="xs" c="dimmed" mt={4}>
          {kindTexts[kind]}
        </Text>
      </div>
      <SegmentedControl
        fullWidth
        aria-label="Applies to"
        data={[...whoms]}
        value={whom}
        onChange={(next) =>
          form.setValues({ whom: whoms.find(({ value }) => value === next)?.value ?? "everybody" })
        }
      />
      {whom === "role" && <Select label="Role" data={staff} {...field("role")} />}
      {whom === "person" && <PersonSelect label="Person" openOnFocus={false} {...field("userId")} />}
      <CampaignSelect
        label="Campaign"
        description="Leave empty to apply it to every campaign."
        {...field("campaignId")}
        value={campaignId}
        onChange={(id) => form.setValues({ campaignId: id })}
      />
      <Two>
        <TextInput
          label="Amount per hour"
          inputMode="decimal"
          autoComplete="off"
          {...field("minorPerHour")}
        />
        <Select
          label="Currency"
          searchable
          allowDeselect={false}
          openOnFocus={false}
          data={currencyChoices()}
          {...field("currency")}
        />
      </Two>
      <DayInput label="From" {...field("fromDay")} />
    </FormDialog>
  )
}
