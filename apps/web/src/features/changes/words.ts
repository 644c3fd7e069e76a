import type { ChangeEntry, Channel } from "@alphas/domain/changes/dto"
import { isDay } from "@alphas/domain/days"
import { declarations, type Entity, saidOf } from "@alphas/domain/entities"
import { ruleOf } from "@alphas/domain/tasks/recurrence"
import { sayRule } from "@alphas/domain/tasks/recurrence-words"

export const channelWords: Record<Channel, string> = {
  web: "in the browser",
  token: "through the API",
  job: "by a background job",
  system: "by the system",
}

/** How a reader is told what a value stands for. */
export interface Words {
  /** The name that belongs to an id, where it is known. */
  nameOf: (id: string) => string | undefined
  instant: (instant: string) => string
  day: (day: string) => string
  /** The month of a day. */
  month: (day: string) => string
  number: (value: number) => string
  /** An amount in minor units, in the currency of the row that was changed. */
  money: (minor: number) => string
}

type Told = Pick<ChangeEntry, "verb" | "entity" | "fields">

/** What was done, after the name of who did it; `{name}` stands where the name of the row goes. */
export const sayVerb = ({ verb, entity, fields }: Told, { month }: Pick<Words, "month">): string =>
  saidOf(declarations[entity], verb, fields).replace(/\{month:([^}]*)\}/, (_, day: string) => month(day))

/** What stands before the client's name at the end of a line: a task is not called like its client. */
export const beforeClient = ({ entity }: Pick<ChangeEntry, "entity">): string =>
  entity === "client" ? "" : "for "

/** What a field is called: `jobTitle` is the job title. */
export function sayField(entity: Entity, name: string, words: Pick<Words, "day" | "nameOf">): string {
  const known = declarations[entity].fields?.[name]
  if (known !== undefined) return known
  // A change of the plan has a field for each task that it moved.
  if (isId.test(name)) return words.nameOf(name) ?? "A task"
  // A value of a row that has one for each day stands under its day.
  if (isDay(name)) return words.day(name)
  const text = name.replace(/([A-Z])/g, " $1").toLowerCase()
  return text.charAt(0).toUpperCase() + text.slice(1)
}

const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const isInstant = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/

/** What an id stands for whose name is not known; in every other field it is a person's. */
const nameless: Record<string, string> = {
  clientId: "another client",
  mergedIntoId: "another client",
  merged: "another client",
  importId: "an import",
  campaignId: "another campaign",
  parentId: "another task",
  taskId: "another task",
  predecessorId: "another task",
  successorId: "another task",
}

/** A field's value for a reader; ids become names where one is known. */
export function sayValue(entity: Entity, field: string, value: unknown, words: Words): string {
  if (value === null || value === undefined || value === "") return "empty"
  if (typeof value === "boolean") return value ? "yes" : "no"
  if (typeof value === "number") {
    if (field === "minorPerHour") return `${words.money(value)} / h`
    return field.endsWith("Minor") ? words.money(value) : words.number(value)
  }
  if (Array.isArray(value)) {
    return value.length === 0 ? "empty" : value.map((each) => sayValue(entity, field, each, words)).join(", ")
  }
  if (typeof value === "object") {
    const name = "name" in value ? value.name : undefined
    if (typeof name === "string") return name
    const days = "startDay" in value && "endDay" in value ? [value.startDay, value.endDay] : []
    if (days.length > 0) return [...new Set(days)].map((day) => words.day(String(day))).join(" – ")
    // An item of a checklist.
    const text = "text" in value && "done" in value ? `${value.text}${value.done ? ", done" : ""}` : undefined
    return text ?? JSON.stringify(value)
  }
  const text = String(value)
  if (isId.test(text)) return words.nameOf(text) ?? nameless[field] ?? "somebody you cannot see"
  if (isInstant.test(text)) return words.instant(text)
  if (isDay(text)) return words.day(text)
  if (field === "recurrence") return sayRecurrence(text, words)
  return declarations[entity].values?.[field]?.[text] ?? text
}

function sayRecurrence(text: string, words: Words): string {
  const rule = ruleOf(text)
  return rule === null ? text : sayRule(rule, words.day)
}
