"use client"

import type { Client } from "@alphas/domain/clients/dto"
import { clientStatuses, clientStatusLabels } from "@alphas/domain/clients/words"
import { Button, Modal } from "@mantine/core"
import { useQueryClient } from "@tanstack/react-query"
import { getQueryKey } from "@trpc/react-query"
import { useRouter } from "next/navigation"
import { useMemo } from "react"
import { trpc } from "../../data/trpc"
import { done } from "../../feedback/undo"
import { countryName } from "../../format/countries"
import { useReader } from "../../format/reader"
import { Form } from "../../forms/form"
import { useGuardedClose } from "../../forms/unsaved"
import { useEditing } from "../../forms/use-editing"
import { useReturnFocus } from "../../forms/use-return-focus"
import { listAddress } from "../../table/list-memory"
import { useNameOf } from "../users/person-select"
import { ClientFields } from "./client-fields"
import { clientLabels, clientValues, forApi } from "./client-values"
import { useHandOver } from "./use-hand-over"

/** Edits a client; if somebody else was faster, both versions are shown. */
export function EditDialog({ client, close }: { client: Client; close: () => void }) {
  useReturnFocus()
  const queries = useQueryClient()
  const router = useRouter()
  const { loses } = useHandOver()
  const { locale } = useReader()
  const nameOf = useNameOf()
  const update = trpc.clients.update.useMutation()
  const initial = useMemo(() => clientValues(client), [client])
  const editing = useEditing({
    initial,
    version: client.version,
    save: async ({ changes, values, version }) => {
      if (Object.keys(changes).length === 0)
        return { saved: { id: client.id, version }, before: initial, changes, values }
      const saved = await update.mutateAsync({ id: client.id, version, changes: forApi(changes) })
      return { saved, before: initial, changes, values }
    },
    readCurrent: (current) => {
      const now = current as Client // the API answers a stale version with the client as `get` shows it
      return { values: clientValues(now), version: now.version }
    },
    onSaved: ({ saved, before, changes, values }) => {
      void queries.invalidateQueries({ queryKey: getQueryKey(trpc.clients) })
      close()
      if (loses(client, values.ownerId)) {
        done(`${values.name} is saved and handed over`)
        return router.push(listAddress("/clients"))
      }
      const names = Object.keys(changes)
      if (names.length === 0) return
      const undo = Object.fromEntries(names.map((name) => [name, before[name]]))
      done(`${values.name} is saved`, async () => {
        await update.mutateAsync({ ...saved, changes: forApi(undo) })
        await queries.invalidateQueries({ queryKey: getQueryKey(trpc.clients) })
      })
    },
  })
  const leave = useGuardedClose(editing.dirty, close)
  return (
    <Modal opened onClose={leave} title={`Edit ${client.name}`} size="lg" yOffset="6vh">
      <Form
        editing={editing}
        labels={clientLabels}
        sayValue={(field, value) => {
          if (typeof value !== "string" || value === "") return null
          if (field === "status")
            return clientStatusLabels[clientStatuses.find((each) => each === value) ?? "active"]
          if (field === "ownerId") return nameOf(value) ?? "Somebody who has left"
          return field === "country" ? countryName(value, locale) : null
        }}
        action="Save"
        beside={
          <Button size="sm" variant="default" onClick={leave}>
            Cancel
          </Button>
        }
      >
        <ClientFields
          editing={editing}
          ownerNote={
            loses(client, editing.form.values.ownerId) &&
            "You will no longer see this client, unless you are a member of it."
          }
        />
      </Form>
    </Modal>
  )
}
