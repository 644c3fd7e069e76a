import { lengthExamples, readLength, writeLength } from "@alphas/domain/length"
import type { TimeEntry } from "@alphas/domain/time/dto"
import { invalidFields } from "../../data/refusal"
import { type AboutValues, aboutForApi, aboutLabels, noAbout } from "./about-fields"

/** An entry as its form holds it: so many minutes, or from one time on the clock to another. */
export interface EntryValues extends AboutValues {
  day: string
  kind: "length" | "clock"
  /** As it is typed: 1:30, 1.5 or 90m. */
  minutes: string
  from: string
  to: string
  /** Why time in a locked month is changed. */
  reason: string
}

export const entryLabels = {
  ...aboutLabels,
  day: "Day",
  kind: "Time",
  minutes: "How long",
  from: "From",
  to: "To",
  reason: "Why",
}

export const newEntryValues = (day: string): EntryValues => ({
  ...noAbout,
  ...{ day, kind: "length", minutes: "", from: "", to: "", reason: "" },
})

/** What of an entry its form edits. */
export interface EditableEntry extends Pick<TimeEntry, "day" | "minutes" | "note" | "billable"> {
  campaignId: string | null
  taskId: string | null
}

export const entryValues = (entry: EditableEntry): EntryValues => ({
  ...newEntryValues(entry.day),
  campaignId: entry.campaignId,
  taskId: entry.taskId,
  note: entry.note ?? "",
  billable: entry.billable,
  minutes: writeLength(entry.minutes),
})

/** @throws AlphasError at the field for what is no length of time. */
function minutesFrom(typed: string): number {
  const minutes = readLength(typed)
  if (minutes === null) throw invalidFields({ minutes: `Enter time like ${lengthExamples}.` })
  return minutes
}

const reasonOf = ({ reason }: EntryValues) => reason.trim() || null

/** A new entry as the API takes it. @throws AlphasError at the field for what it could not take. */
export function newEntryForApi(values: EntryValues) {
  const entry = { ...aboutForApi(values), day: values.day, reason: reasonOf(values) }
  if (values.kind === "length") return { ...entry, minutes: minutesFrom(values.minutes) }
  const { from, to } = values
  const missing = {
    ...(from ? {} : { from: "Enter a time like 09:30." }),
    ...(to ? {} : { to: "Enter a time like 09:30." }),
  }
  if (Object.keys(missing).length > 0) throw invalidFields(missing)
  return { ...entry, from, to }
}

/** The fields of an entry that were changed, as the API takes them; null when there are none. */
export function changesForApi(values: EntryValues, changed: Partial<EntryValues>) {
  const about = aboutForApi(values)
  const changes = {
    ...("campaignId" in changed ? { campaignId: about.campaignId } : {}),
    ...("taskId" in changed ? { taskId: about.taskId } : {}),
    ...("note" in changed ? { note: about.note } : {}),
    ...("billable" in changed ? { billable: about.billable } : {}),
    ...("day" in changed ? { day: values.day } : {}),
    ...("minutes" in changed ? { minutes: minutesFrom(values.minutes) } : {}),
  }
  return Object.keys(changes).length === 0 ? null : { changes, reason: reasonOf(values) }
}
