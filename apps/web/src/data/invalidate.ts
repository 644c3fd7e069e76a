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
  const { clients, campaigns, schedule, users, account, session, settings, time, calendar, workload } = trpc
  const tasks = [trpc.tasks.pathKey(), schedule.pathKey()]
  return {
    user: [
      ...[users.pathKey(), session.me.queryKey(), account.pathKey()],
      ...[clients.pathKey(), campaigns.pathKey(), ...tasks, workload.pathKey()],
    ],
    client: [clients.pathKey(), campaigns.pathKey()],
    client_member: [clients.pathKey()],
    contact: [clients.pathKey()],
    campaign: [campaigns.pathKey(), ...tasks, workload.pathKey()],
    campaign_member: [campaigns.pathKey(), ...tasks, workload.pathKey()],
    kpi: [campaigns.pathKey()],
    campaign_template: [campaigns.templates.pathKey()],
    task: [...tasks, campaigns.pathKey(), workload.pathKey()],
    task_dependency: [...tasks, campaigns.pathKey()],
    schedule: [...tasks, campaigns.pathKey(), workload.pathKey()],
    leave: [calendar.pathKey(), ...tasks, workload.pathKey()],
    calendar_link: [account.pathKey()],
    time_entry: [time.pathKey(), campaigns.pathKey(), ...tasks, workload.pathKey()],
    timer: [time.timer.pathKey()],
    timesheet: [time.weeks.pathKey()],
    locked_month: [time.pathKey(), campaigns.pathKey()],
    rate: [time.pathKey(), campaigns.pathKey()],
    client_import: [clients.pathKey()],
    session: [account.pathKey()],
    api_token: [account.pathKey()],
    invitation: [users.pathKey()],
    settings: [
      settings.pathKey(),
      session.me.queryKey(),
      calendar.pathKey(),
      time.rules.pathKey(),
      ...tasks,
      workload.pathKey(),
    ],
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
