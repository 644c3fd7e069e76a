import type { GuardedColumn } from "@alphas/api/list-declaration"
import type { TestApi } from "@alphas/api/testing"
import { may, type Permission } from "@alphas/domain/permissions"
import type { SQL } from "drizzle-orm"
import type { Agency } from "../../agency"
import { roles } from "../../calls/who"
import { lists } from "../../list-questions"
import { tellsOfKept } from "./kept"
import { tryLists } from "./lists"
import { type Removal, withoutPrepared } from "./removals"

/** What of a list's declaration guards something; readonly for everybody but this proof. */
interface Guarded {
  permission: Permission
  sorts: Record<string, { needs?: Permission | undefined }[]>
  filters: Record<string, { needs?: Permission; where: (...given: never[]) => SQL }>
  paths?: { instead: Record<string, unknown> }[]
  columns: (eyes: never) => Record<string, SQL | GuardedColumn>
}

interface Guard {
  what: string
  /** Who lacks it is told something once it is away; null where a role is not what decides. */
  needs: Permission | null
  /** Takes it away, and answers how it comes back. */
  remove: () => () => void
}

/** A filter whose condition guards itself, by what of a row shows to whom, and the condition without that. */
const own: Readonly<Record<string, (filter: Guarded["filters"][string], list: Guarded) => () => void>> = {
  "campaigns.list clientId": (filter, list) => {
    const was = filter.where
    // As somebody who sees every client, for whom nothing is asked.
    const everyone = { id: "", role: "admin", clientId: null }
    filter.where = ((bound: never, form: never) => was(bound, form, everyone as never)) as typeof was
    const bound = (list.paths ?? []).filter(({ instead }) => typeof instead.clientId === "function")
    const were = bound.map(({ instead }) => instead.clientId)
    for (const { instead } of bound) instead.clientId = null
    return () => {
      filter.where = was
      for (const [at, { instead }] of bound.entries()) instead.clientId = were[at]
    }
  },
}

/**
 * Columns whose value asks a predicate itself, so that taking away the permission before it shows nothing: the predicate
 * is taken away among the predicates.
 */
const twice: readonly Permission[] = ["campaigns.finances"]

function guardsOf(path: string, list: Guarded): Guard[] {
  const without = (holder: { needs?: Permission | undefined }) => () => {
    const was = holder.needs
    delete holder.needs
    return () => {
      if (was !== undefined) holder.needs = was
    }
  }
  const orders = Object.entries(list.sorts).flatMap(([name, keys]) =>
    keys
      .filter(({ needs }) => needs !== undefined)
      .map((key) => ({ what: `the order by ${name}`, needs: key.needs ?? null, remove: without(key) })),
  )
  const filters = Object.entries(list.filters).flatMap(([name, filter]): Guard[] => {
    const what = `the filter by ${name}`
    const itself = own[`${path} ${name}`]
    if (itself !== undefined) return [{ what, needs: null, remove: () => itself(filter, list) }]
    return filter.needs === undefined ? [] : [{ what, needs: filter.needs, remove: without(filter) }]
  })
  const someone = { id: "00000000-0000-7000-8000-000000000000", role: "admin", clientId: null }
  const columns = Object.entries(list.columns(someone as never)).flatMap(([name, column]): Guard[] => {
    if (!("needs" in column) || twice.includes(column.needs)) return []
    const remove = () => {
      const was = list.columns
      list.columns = (eyes) => ({ ...was(eyes), [name]: column.value })
      return () => {
        list.columns = was
      }
    }
    return [{ what: `the column ${name}`, needs: column.needs, remove }]
  })
  return [...orders, ...filters, ...columns]
}

/**
 * Takes away each guard of an order, a filter or a column of each list in turn: what is asked by it must come out
 * differently, or an answer tell of what is kept. The agency `changing` is another one after it.
 */
export function ofLists(
  { api, agency }: { api: TestApi; agency: Agency },
  changing: { api: TestApi; agency: Agency },
): Removal[] {
  return Object.entries(lists).flatMap(([path, { of }]) => {
    // Exactly what a declaration has, seen as what this proof changes of it.
    const list = of as unknown as Guarded
    return guardsOf(path, list).map(
      ({ what, needs, remove }): Removal => ({
        kind: "guards of lists",
        what: `${path}: ${what}`,
        async isNoticed() {
          const whom = roles.filter(
            (role) => may(role, list.permission) && (needs === null || !may(role, needs)),
          )
          const putBack = remove()
          try {
            const tried = await withoutPrepared(() => tryLists(api, agency, (each) => each === path))
            if (tried.misses.length > 0) return true
            for (const role of whom)
              if (await withoutPrepared(() => tellsOfKept(changing.api, changing.agency, role, path)))
                return true
            return false
          } finally {
            putBack()
          }
        },
      }),
    )
  })
}
