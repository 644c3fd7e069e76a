import type { AppRouter } from "@alphas/client/trpc"
import { declarations, type Entity, type StalePath } from "@alphas/domain/entities"
import type { QueryClient } from "@tanstack/react-query"

/** The paths of a router's procedures, and those above several of them. */
type Path<Record, Prefix extends string = ""> = {
  [Name in keyof Record & string]:
    | `${Prefix}${Name}`
    | (Record[Name] extends { _def: object } ? never : Path<Record[Name], `${Prefix}${Name}.`>)
}[keyof Record & string]
/** A path that entities declare as stale and that is none of the router's is named by the compiler here. */
type Unknown = Exclude<StalePath, Path<AppRouter["_def"]["record"]>>
true satisfies [Unknown] extends [never] ? true : Unknown

/**
 * Fetches again what a change of these entities may have altered on this page, and marks it stale where it is on none:
 * what their declarations say, and the log itself.
 */
export function invalidate(queries: QueryClient, entities: Iterable<Entity>): void {
  const paths = new Set(["changes"])
  for (const entity of entities) for (const path of declarations[entity].stale) paths.add(path)
  for (const path of paths) void queries.invalidateQueries({ queryKey: [path.split(".")] })
}
