"use client"

import type { Client } from "@alphas/domain/clients/dto"
import { clientStatuses, clientStatusLabels } from "@alphas/domain/clients/words"
import { isolate } from "@alphas/domain/isolate"
import { useRouter } from "next/navigation"
import { trpc } from "../../data/trpc"
import { done } from "../../feedback/undo"
import { countryName } from "../../format/countries"
import { useReader } from "../../format/reader"
import { FormDialog } from "../../forms/form-dialog"
import { useEditRow } from "../../forms/use-edit-row"
import { listAddress } from "../../table/list-memory"
import { useNameOf } from "../users/person-select"
import { ClientFields } from "./client-fields"
import { clientLabels, clientValues, forApi } from "./client-values"
import { useHandOver } from "./use-hand-over"

/** Edits a client; if somebody else was faster, both versions are shown. */
export function EditDialog({ client, close }: { client: Client; close: () => void }) {
  const router = useRouter()
  const { loses } = useHandOver()
  const { locale } = useReader()
  const nameOf = useNameOf()
  const update = trpc.clients.update.useMutation()
  const editing = useEditRow({
    row: client,
    valuesOf: clientValues,
    forApi,
    update: update.mutateAsync,
    nameOf: ({ name }) => name,
    close,
    onSaved: ({ name, ownerId }) => {
      if (!loses(client, ownerId)) return false
      done(`${isolate(name)} saved with a new owner`)
      router.push(listAddress("/clients"))
      return true
    },
  })
  return (
    <FormDialog
      title={`Edit ${isolate(client.name)}`}
      size="lg"
      editing={editing}
      labels={clientLabels}
      sayValue={(field, value) => {
        if (typeof value !== "string" || value === "") return null
        if (field === "status")
          return clientStatusLabels[clientStatuses.find((each) => each === value) ?? "active"]
        if (field === "ownerId") return nameOf(value) ?? "A former team member"
        return field === "country" ? countryName(value, locale) : null
      }}
      action="Save"
      close={close}
    >
      <ClientFields
        editing={editing}
        ownerNote={
          loses(client, editing.form.values.ownerId) &&
          "You will no longer see this client, unless you are a member of it."
        }
      />
    </FormDialog>
  )
}
