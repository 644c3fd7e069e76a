import type { Entity } from "@alphas/domain/changes/dto"
import type { QueryClient } from "@tanstack/react-query"
import { getQueryKey } from "@trpc/react-query"
import { trpc } from "./trpc"

/** A query filter's key: everything below it is fetched again when it is on a page, and marked stale when not. */
type Keys = readonly (readonly unknown[])[]

/**
 * The one table of which queries a change of an entity concerns. A domain adds its line here; the log and history
 * concern every entity.
 */
function keysOf(): Record<Entity, Keys> {
  const { clients, campaigns, schedule, users, account, session, settings, time, calendar, workload } = trpc
  const tasks = [getQueryKey(trpc.tasks), getQueryKey(schedule)]
  return {
    user: [
      ...[getQueryKey(users), getQueryKey(session.me), getQueryKey(account)],
      ...[getQueryKey(clients), getQueryKey(campaigns), ...tasks, getQueryKey(workload)],
    ],
    client: [getQueryKey(clients), getQueryKey(campaigns)],
    client_member: [getQueryKey(clients)],
    contact: [getQueryKey(clients)],
    campaign: [getQueryKey(campaigns), ...tasks, getQueryKey(workload)],
    campaign_member: [getQueryKey(campaigns), ...tasks, getQueryKey(workload)],
    kpi: [getQueryKey(campaigns)],
    campaign_template: [getQueryKey(campaigns.templates)],
    task: [...tasks, getQueryKey(campaigns), getQueryKey(workload)],
    task_dependency: [...tasks, getQueryKey(campaigns)],
    schedule: [...tasks, getQueryKey(campaigns), getQueryKey(workload)],
    leave: [getQueryKey(calendar), ...tasks, getQueryKey(workload)],
    calendar_link: [getQueryKey(account)],
    time_entry: [getQueryKey(time), getQueryKey(campaigns), ...tasks, getQueryKey(workload)],
    timer: [getQueryKey(time.timer)],
    timesheet: [getQueryKey(time.weeks)],
    locked_month: [getQueryKey(time), getQueryKey(campaigns)],
    rate: [getQueryKey(time), getQueryKey(campaigns)],
    client_import: [getQueryKey(clients)],
    session: [getQueryKey(account)],
    api_token: [getQueryKey(account)],
    invitation: [getQueryKey(users)],
    settings: [
      getQueryKey(settings),
      getQueryKey(session.me),
      getQueryKey(calendar),
      getQueryKey(time.rules),
      ...tasks,
      getQueryKey(workload),
    ],
  }
}

/** Fetches again what a change of these entities may have altered on this page. */
export function invalidate(queries: QueryClient, entities: Iterable<Entity>): void {
  const table = keysOf()
  const keys = new Map<string, readonly unknown[]>()
  for (const entity of entities) {
    for (const key of [...table[entity], getQueryKey(trpc.changes)]) keys.set(JSON.stringify(key), key)
  }
  for (const queryKey of keys.values()) void queries.invalidateQueries({ queryKey })
}
