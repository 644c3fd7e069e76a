import { appRouter } from "@alphas/api/router"
import type { TestApi } from "@alphas/api/testing"
import * as z from "zod"
import type { Agency } from "../../agency"
import { changeKept, examples } from "../../calls/calls"
import { type Role, relations, roles } from "../../calls/who"
import type { Sample } from "../../sample"
import { sceneOf } from "./attempts"

/** A question to a procedure that reads. */
interface Question {
  path: string
  input: object
}

/** What is told of what is kept. */
export interface Kept {
  questions: number
  /** Answers that hold what is kept, or that are others when it is. */
  tells: string[]
}

/**
 * Whether any query, in any order, with any filter, tells somebody of what is kept from them: everything is asked, all that
 * the person may not read is changed, and everything is asked again. Rows, their order, counts and cursors must be the
 * same. The agency is another one after it. Of a sample for a time it takes the share between `from` and `to`.
 */
export async function tryKept(
  api: TestApi,
  agency: Agency,
  { paths, sample, from, to }: { paths: string[]; sample: Sample; from: number; to: number },
): Promise<Kept> {
  const all: Kept = { questions: 0, tells: [] }
  for (const [at, role] of roles.entries()) {
    // As long again for the second time.
    const until = from + ((to - from) * (at + 0.5)) / roles.length
    const { questions, tells } = await askTwice(api, agency, role, { only: paths, sample, until })
    all.questions += questions
    all.tells.push(...tells)
  }
  return all
}

/** Whether a query tells a role of what is kept from it, by `tryKept` for these paths alone. */
export const tellsOfKept = async (api: TestApi, agency: Agency, role: Role, path: string): Promise<boolean> =>
  // Of an agency in which amounts were changed before, one may be that of another row by now.
  (await askTwice(api, agency, role, { only: [path] })).tells.some((told) => told.includes(tellsOf))

interface Asking {
  sample?: Sample
  /** The share of the time after which no more is asked. */
  until?: number
  only: readonly string[]
}

async function askTwice(
  api: TestApi,
  agency: Agency,
  role: Role,
  { sample, until = 0, only }: Asking,
): Promise<Kept> {
  const { db } = api.database.connection
  const { user: me, rows } = agency.people[role]
  const every = Object.values(agency.people).flatMap(({ user, rows: theirs }) =>
    relations.flatMap((relation) => {
      const row = theirs[relation]
      if (row === undefined) return []
      return [
        { row, relation: user.id === me.id || relation === "deleted" ? relation : ("foreign" as const) },
      ]
    }),
  )
  const questions: Question[] = []
  for (const { path, type, calls } of examples.values()) {
    if (type !== "query" || !only.includes(path)) continue
    const input = await calls[0].input(sceneOf(api, agency, role, rows.own, db))
    // What is refused at the door is refused whatever is asked.
    if ((await ask(api, agency, role, { path, input: Object(input) })) === null) continue
    questions.push(...variationsOf(path, Object(input), poolOf(agency, role)))
  }
  const before: { question: Question; answer: unknown }[] = []
  for (const question of sample?.draw(questions) ?? questions) {
    if (sample !== undefined && sample.passed > until) break
    before.push({ question, answer: await ask(api, agency, role, question) })
  }
  await changeKept({
    ...{ db, role, me, shared: agency.shared },
    beyond: (sees, id) => every.flatMap(({ row, relation }) => (sees(role, relation) ? [] : [id(row)])),
  })
  const tells: string[] = []
  for (const { question, answer } of before) {
    const told = (what: string) =>
      tells.push(`${question.path} as ${role}: ${JSON.stringify(question.input)} ${what}`)
    for (const what of agency.secrets.leaked(answer, role)) told(`shows ${what}`)
    const [one, other] = [answer, await ask(api, agency, role, question)].map(
      (each) => JSON.stringify(each) ?? "",
    )
    if (one !== other) told(`${tellsOf} ${difference(one ?? "", other ?? "")}`)
  }
  return { questions: before.length, tells }
}

/** The answer; null when it is refused. */
async function ask(api: TestApi, agency: Agency, role: Role, { path, input }: Question): Promise<unknown> {
  const caller = api.as(agency.people[role].user)
  const verb = path.split(".").reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], caller)
  return (verb as (input: unknown) => Promise<unknown>)(input).catch((error) => {
    if (error.code === "INTERNAL_SERVER_ERROR") throw error
    return null
  })
}

const tellsOf = "tells of what is kept:"
const difference = (one: string, other: string) => {
  let at = 0
  while (one[at] === other[at]) at++
  const part = (text: string) => text.slice(Math.max(0, at - 60), at + 40)
  return `…${part(one)}… before, …${part(other)}… after`
}

/** What is asked for by name or id. */
function poolOf({ people, shared }: Agency, role: Role) {
  const { user, rows } = people[role]
  const asked = [rows.own, rows.works ?? rows.own, rows.foreign ?? rows.own]
  const staff = [shared.stranger, shared.doer, shared.colleague, user]
  return {
    ids: [
      ...asked.flatMap(({ clientId, campaignId, taskId }) => [clientId, campaignId, taskId]),
      ...staff.map(({ id }) => id),
    ],
    words: [
      ...asked.flatMap(({ clientName, tag }) => [clientName, tag]),
      ...staff.map(({ name }) => name),
      shared.stranger.email,
      "a",
    ],
  }
}

interface Schema {
  type?: string | string[]
  format?: string
  pattern?: string
  minimum?: number
  enum?: unknown[]
  anyOf?: Schema[]
  items?: Schema
  properties?: Record<string, Schema>
  required?: string[]
}

// Their type is that of the tree; what stands there are the procedures by their paths.
const inputs = appRouter._def.procedures as unknown as Record<string, { _def: { inputs: [z.ZodType] } }>

/** The question as it stands, and with each value of each field that may be left out, in each order. */
function variationsOf(path: string, base: object, pool: ReturnType<typeof poolOf>): Question[] {
  const schema = inputs[path]?._def.inputs[0]
  if (schema === undefined) throw new Error(`${path} takes no input.`)
  // JSON Schema is what it makes.
  const { properties = {}, required = [] } = z.toJSONSchema(schema, {
    io: "input",
    unrepresentable: "any",
  }) as Schema
  const paged = Object.keys(properties).filter((name) => name === "limit" || name === "count")
  const page = (limit: number) =>
    Object.fromEntries(paged.map((name) => [name, name === "count" ? true : limit]))
  const orders = valuesOf(properties.sort, pool).flatMap((sort) =>
    valuesOf(properties.direction, pool).map((direction) => ({ sort, direction })),
  )
  const filters = Object.entries(properties).flatMap(([name, each]) =>
    required.includes(name) || ["limit", "count", "cursor", "sort", "direction"].includes(name)
      ? []
      : valuesOf(each, pool).map((value) => ({ [name]: value })),
  )
  const narrowed = filters.map((filter, at) => ({ ...filter, ...orders[at % Math.max(1, orders.length)] }))
  const all = [
    ...[{}, ...orders, ...filters, ...narrowed].map((more) => ({ ...base, ...page(200), ...more })),
    // Where a page ends, its cursor says where the next begins.
    ...(paged.includes("limit") ? [{}, ...orders].map((more) => ({ ...base, ...page(1), ...more })) : []),
  ].map((input) => JSON.stringify(input))
  return [...new Set(all)].map((input) => ({ path, input: JSON.parse(input) }))
}

/** Values that a field takes. */
function valuesOf(schema: Schema | undefined, pool: ReturnType<typeof poolOf>): unknown[] {
  if (schema === undefined) return []
  if (schema.anyOf !== undefined) return schema.anyOf.flatMap((each) => valuesOf(each, pool))
  if (schema.enum !== undefined) return schema.enum
  if (schema.items !== undefined) return valuesOf(schema.items, pool).map((value) => [value])
  const types = [schema.type ?? []].flat()
  if (types.includes("boolean")) return [true, false]
  if (types.includes("number") || types.includes("integer")) return [schema.minimum ?? 0]
  if (!types.includes("string")) return types.includes("null") ? [null] : []
  if (schema.format === "uuid") return pool.ids
  return schema.pattern === undefined ? pool.words : ["2026-03-02", "2026-05-04"]
}
