import { type ClientStatus, clientStatusLabels } from "@alphas/domain/clients/words"
import { DotWord, type Tone } from "../../shell/dot-word"

const tones: Record<ClientStatus, Tone> = {
  prospect: "working",
  active: "good",
  on_hold: "waiting",
  former: "over",
}

/** A client's status. */
export function StatusBadge({ status, archived = false }: { status: ClientStatus; archived?: boolean }) {
  return archived ? (
    <DotWord tone="over">Archived</DotWord>
  ) : (
    <DotWord tone={tones[status]}>{clientStatusLabels[status]}</DotWord>
  )
}
