import { lengthExamples, readLength } from "@alphas/domain/length"
import { usage } from "./failure"

/** Minutes of a length as it was typed: see `readLength`. @throws Failure (usage) when it is none. */
export function minutesOf(typed: string): number {
  const minutes = readLength(typed)
  if (minutes === null)
    throw usage(`${JSON.stringify(typed)} is not a length of time. Enter it like ${lengthExamples}.`)
  return minutes
}
