"use client"

import type { ClientRow } from "@alphas/domain/clients/dto"
import { ArchiveAct } from "../../feedback/archive-act"
import { useArchive } from "./use-archive"

/** What can be done with one client from the list. */
export function RowActs({ client }: { client: ClientRow }) {
  const { toggle } = useArchive()
  return <ArchiveAct row={client} toggle={() => toggle(client)} />
}
