import type { ImportState } from "@alphas/domain/clients/import"
import { Steps } from "../../shell/steps"

const steps = ["Upload", "Columns", "Check", "Import"] as const

/** How many of the steps are behind, and whether one is open. */
const stands: Record<ImportState, number> = {
  uploading: 0,
  reading: 0,
  mapping: 1,
  checking: 2,
  ready: 2,
  importing: 3,
  done: 4,
  undoing: 4,
  undone: 4,
  failed: -1,
  cancelled: -1,
}

/** The way of a file, and how far this one has come; nothing for one that goes no further. */
export function ImportSteps({ state }: { state: ImportState }) {
  const at = stands[state]
  return at === -1 ? null : <Steps label="Import steps" steps={steps} at={at} />
}
