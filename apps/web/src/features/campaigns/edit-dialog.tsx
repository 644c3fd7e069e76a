"use client"

import type { Campaign } from "@alphas/domain/campaigns/dto"
import { Button, Modal, TextInput } from "@mantine/core"
import { useQueryClient } from "@tanstack/react-query"
import { getQueryKey } from "@trpc/react-query"
import { useMemo } from "react"
import { trpc } from "../../data/trpc"
import { done } from "../../feedback/undo"
import { sayDay } from "../../format/dates"
import { useReader } from "../../format/reader"
import { Form } from "../../forms/form"
import { useGuardedClose } from "../../forms/unsaved"
import { useEditing } from "../../forms/use-editing"
import { useReturnFocus } from "../../forms/use-return-focus"
import { PersonSelect, useNameOf } from "../users/person-select"
import { BudgetFields, WhenAndWhat } from "./campaign-fields"
import { campaignLabels, campaignValues, changesForApi } from "./campaign-values"

/** Edits a campaign; if somebody else was faster, both versions are shown. */
export function EditDialog({ campaign, close }: { campaign: Campaign; close: () => void }) {
  useReturnFocus()
  const queries = useQueryClient()
  const reader = useReader()
  const { locale } = reader
  const nameOf = useNameOf()
  const update = trpc.campaigns.update.useMutation()
  const initial = useMemo(() => campaignValues(campaign, locale), [campaign, locale])
  const { id } = campaign
  const editing = useEditing({
    initial,
    version: campaign.version,
    save: async ({ changes, values, version }) => {
      const sent = changesForApi(changes, values, locale)
      const nothing = Object.keys(sent).length === 0
      const saved = nothing ? { id, version } : await update.mutateAsync({ id, version, changes: sent })
      return { saved, before: initial, changes, values }
    },
    readCurrent: (current) => {
      const now = current as Campaign // the API answers a stale version with the campaign as `get` shows it
      return { values: campaignValues(now, locale), version: now.version }
    },
    onSaved: ({ saved, before, changes, values }) => {
      void queries.invalidateQueries({ queryKey: getQueryKey(trpc.campaigns) })
      close()
      const names = Object.keys(changes)
      if (names.length === 0) return
      const undo = Object.fromEntries(names.map((name) => [name, before[name]]))
      done(`${values.name} is saved`, async () => {
        await update.mutateAsync({ ...saved, changes: changesForApi(undo, before, locale) })
        await queries.invalidateQueries({ queryKey: getQueryKey(trpc.campaigns) })
      })
    },
  })
  const leave = useGuardedClose(editing.dirty, close)
  return (
    <Modal opened onClose={leave} title={`Edit ${campaign.name}`} size="lg" yOffset="6vh">
      <Form
        editing={editing}
        labels={campaignLabels}
        sayValue={(field, value) => {
          if (typeof value !== "string" || value === "") return null
          if (field === "managerId") return nameOf(value) ?? "Somebody who has left"
          return field === "startDay" || field === "endDay" ? sayDay(value, reader) : null
        }}
        action="Save"
        beside={
          <Button size="sm" variant="default" onClick={leave}>
            Cancel
          </Button>
        }
      >
        <TextInput label={campaignLabels.name} {...editing.field("name")} />
        <WhenAndWhat editing={editing} />
        <BudgetFields editing={editing} currency={editing.form.values.currency} />
        <PersonSelect
          label={campaignLabels.managerId}
          clearable={false}
          allowDeselect={false}
          known={campaign.manager}
          {...editing.field("managerId")}
        />
      </Form>
    </Modal>
  )
}
