import type { Statement } from "@alphas/db/statement"
import type { Sql } from "postgres"

interface Node {
  "Actual Loops": number
  "Rows Removed by Filter"?: number
  Plans?: Node[]
}

/** Rows that Postgres throws away in the worst part of a statement's plan, as it is once prepared for everybody. */
export async function rowsRemoved(sql: Sql, { text, params }: Statement): Promise<number> {
  const [row] = await sql.begin(async (tx) => {
    await tx`set local plan_cache_mode = force_generic_plan`
    return tx.unsafe<{ "QUERY PLAN": { Plan: Node }[] }[]>(
      `explain (analyze, format json) ${text}`,
      params as string[], // the statement's own values, which the driver writes by the types of their places
      { prepare: true },
    )
  })
  const [answer] = row?.["QUERY PLAN"] ?? []
  if (answer === undefined) throw new Error("Postgres told no plan.")
  const worst = (node: Node): number =>
    Math.max((node["Rows Removed by Filter"] ?? 0) * node["Actual Loops"], ...(node.Plans ?? []).map(worst))
  return worst(answer.Plan)
}
