import type { ImportState } from "@alphas/domain/clients/import"
import { Badge } from "@mantine/core"

const words: Record<ImportState, [label: string, color: string]> = {
  uploading: ["Uploading", "gray"],
  reading: ["Reading", "indigo"],
  mapping: ["Map the columns", "yellow"],
  checking: ["Checking", "indigo"],
  ready: ["Ready to import", "yellow"],
  importing: ["Importing", "indigo"],
  done: ["Imported", "green"],
  undoing: ["Undoing", "indigo"],
  undone: ["Undone", "gray"],
  failed: ["Failed", "red"],
  cancelled: ["Cancelled", "gray"],
}

/** Where an import stands. */
export function ImportBadge({ state }: { state: ImportState }) {
  const [label, color] = words[state]
  return <Badge color={color}>{label}</Badge>
}
