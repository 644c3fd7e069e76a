import type { Entity } from "@alphas/domain/changes/dto"
import type { QueryClient } from "@tanstack/react-query"
import type { useTRPC } from "./trpc"

type Trpc = ReturnType<typeof useTRPC>
/** A query filter's key: everything below it is fetched again when it is on a page, and marked stale when not. */
type Keys = readonly (readonly unknown[])[]

/**
 * The one table of which queries a change of an entity concerns. A domain adds its line here; the log and history
 * concern every entity.
 */
function keysOf(trpc: Trpc): Record<Entity, Keys> {
  const { clients, users, account, session, settings } = trpc
  return {
    user: [users.pathKey(), session.me.queryKey(), account.pathKey(), clients.pathKey()],
    client: [clients.pathKey()],
    client_member: [clients.pathKey()],
    contact: [clients.pathKey()],
    client_import: [clients.pathKey()],
    session: [account.pathKey()],
    api_token: [account.pathKey()],
    invitation: [users.pathKey()],
    settings: [settings.pathKey(), session.me.queryKey()],
  }
}

/** Fetches again what a change of these entities may have altered on this page. */
export function invalidate(queries: QueryClient, trpc: Trpc, entities: Iterable<Entity>): void {
  const table = keysOf(trpc)
  const keys = new Map<string, readonly unknown[]>()
  for (const entity of entities) {
    for (const key of [...table[entity], trpc.changes.pathKey()]) keys.set(JSON.stringify(key), key)
  }
  for (const queryKey of keys.values()) void queries.invalidateQueries({ queryKey })
}
