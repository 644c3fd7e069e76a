import { type ClientStatus, clientStatusLabels } from "@alphas/domain/clients/words"
import { Badge } from "@mantine/core"

const colors: Record<ClientStatus, string> = {
  prospect: "indigo",
  active: "green",
  on_hold: "yellow",
  former: "gray",
}

/** A client's status, as a word with its colour. */
export function StatusBadge({ status, archived = false }: { status: ClientStatus; archived?: boolean }) {
  return archived ? (
    <Badge color="gray">Archived</Badge>
  ) : (
    <Badge color={colors[status]}>{clientStatusLabels[status]}</Badge>
  )
}
