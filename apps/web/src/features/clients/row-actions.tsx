"use client"

import type { ClientRow } from "@alphas/domain/clients/dto"
import { ArchiveAction } from "../../feedback/archive-action"
import { useArchive } from "./use-archive"

/** What can be done with one client from the list. */
export function RowActions({ client }: { client: ClientRow }) {
  const { toggle } = useArchive()
  return <ArchiveAction row={client} toggle={() => toggle(client)} />
}
