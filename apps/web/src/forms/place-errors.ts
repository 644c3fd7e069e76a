import type { LooseKeys } from "@mantine/form"
import type { ShownRefusal } from "../data/refusal"

export type Path<Values> = LooseKeys<Values>

/**
 * Puts the errors of a refusal at the fields of a form: `changes.name`, `changes.0.name`, `kpi.name` and `name` all belong
 * to the field `name`.
 * What has no field here is told as a whole.
 */
export function placeErrors(
  refusal: ShownRefusal,
  values: Record<string, unknown>,
): { placed: Record<string, string>; whole: ShownRefusal | null } {
  const placed: Record<string, string> = {}
  const homeless: string[] = []
  for (const [path, [sentence]] of Object.entries(refusal.fields)) {
    if (sentence === undefined) continue
    const own = ownPath(path, values)
    if (own !== null) placed[own] = sentence
    else homeless.push(sentence)
  }
  if (Object.keys(placed).length > 0 && homeless.length === 0) return { placed, whole: null }
  return { placed, whole: homeless.length === 0 ? refusal : { ...refusal, message: homeless.join(" ") } }
}

/** The end of a path that begins with a field of the form; null where none does. */
function ownPath(path: string, values: Record<string, unknown>): string | null {
  const parts = path.split(".")
  const begins = parts.findIndex((part) => part in values)
  return begins < 0 ? null : parts.slice(begins).join(".")
}
