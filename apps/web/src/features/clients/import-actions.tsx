"use client"

import type { ClientImport } from "@alphas/domain/clients/import"
import { Button } from "@mantine/core"
import Link from "next/link"
import { trpc } from "../../data/trpc"
import { useConfirm } from "../../feedback/confirm"
import { failed } from "../../feedback/undo"
import { useReader } from "../../format/reader"
import { toCreate } from "./import-words"

/** An import that ended not longer ago than this is taken back at one click; an older one asks, in milliseconds. */
const fresh = 60 * 60 * 1000

interface Props {
  each: ClientImport
  /** Whether the columns are being mapped, which has its own button. */
  mapping: boolean
  mapAgain: () => void
}

/** The steps that can be taken with an import where it stands. */
export function ImportActions({ each, mapping, mapAgain }: Props) {
  const confirm = useConfirm()
  const { locale } = useReader()
  const refused = { onError: failed }
  const run = trpc.clients.imports.run.useMutation(refused)
  const undo = trpc.clients.imports.undo.useMutation(refused)
  const cancel = trpc.clients.imports.cancel.useMutation(refused)
  const { id, state } = each
  const clients = toCreate(each)

  const takeBack = async () => {
    const sure =
      Date.now() - Date.parse(each.updatedAt) < fresh ||
      (await confirm({
        title: "Undo this import?",
        text: "This deletes the clients it created, except those that have been edited since.",
        action: "Undo import",
        grave: true,
      }))
    if (sure) undo.mutate({ id })
  }
  return (
    <>
      {["reading", "mapping", "checking", "ready"].includes(state) && (
        <Button size="xs" variant="default" loading={cancel.isPending} onClick={() => cancel.mutate({ id })}>
          Cancel
        </Button>
      )}
      {state === "ready" && !mapping && (
        <>
          <Button size="xs" variant="default" onClick={mapAgain}>
            Change columns
          </Button>
          <Button
            size="xs"
            disabled={clients === 0}
            loading={run.isPending}
            onClick={() => run.mutate({ id })}
          >
            Import {clients.toLocaleString(locale)} {clients === 1 ? "client" : "clients"}
          </Button>
        </>
      )}
      {(state === "done" || (state === "failed" && each.rowsCreated > 0)) && (
        <Button size="xs" variant="default" loading={undo.isPending} onClick={() => void takeBack()}>
          Undo import
        </Button>
      )}
      {state === "done" && (
        <Button component={Link} href="/clients?sort=createdAt&direction=desc" size="xs">
          View clients
        </Button>
      )}
      {["uploading", "failed", "cancelled", "undone"].includes(state) && (
        <Button component={Link} href="/clients/import" size="xs" variant="default">
          Import another file
        </Button>
      )}
    </>
  )
}
