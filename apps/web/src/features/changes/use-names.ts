"use client"

import type { ChangeEntry } from "@alphas/domain/changes/dto"
import { declarations, type Entity } from "@alphas/domain/entities"
import { useMemo } from "react"
import { usePermission } from "../../data/me"
import { trpc } from "../../data/trpc"

/**
 * Names of rows by their id: those that the changes themselves tell, and the people of the directory,
 * which is fetched once and kept. The directory leaves out who is disabled or belongs to a client; `everybody` asks for
 * these as well, for whoever may see them.
 */
export function useNames(
  changes: readonly ChangeEntry[],
  everybody: boolean,
): (id: string) => string | undefined {
  const mayAssign = usePermission("users.directory")
  const maySee = usePermission("users.read")
  const kept = { staleTime: 300_000 }
  const directory = trpc.users.directory.useQuery({ limit: 500 }, { ...kept, enabled: mayAssign }).data
  const people = trpc.users.list.useQuery(
    { state: "all", limit: 200 },
    { ...kept, enabled: maySee && everybody },
  ).data?.items
  const names = useMemo(() => {
    const found = new Map<string, string>()
    for (const { entity, entityId, clientId, clientName, actor, fields } of changes) {
      if (clientId && clientName) found.set(clientId, clientName)
      const called = declarations[entity].title
      const given = called && (fields[called]?.after ?? fields[called]?.before)
      // The newest change comes first, and with it the name that is right today.
      if (typeof given === "string" && !found.has(entityId)) found.set(entityId, given)
      for (const [id, title] of titlesOf(entity, fields)) if (!found.has(id)) found.set(id, title)
      if (actor) found.set(actor.id, actor.name)
    }
    for (const { id, name } of [...(people ?? []), ...(directory ?? [])]) found.set(id, name)
    return found
  }, [changes, people, directory])
  return (id) => names.get(id)
}

/** The titles of the tasks that a change of the plan moved. */
function titlesOf(entity: Entity, fields: ChangeEntry["fields"]): [id: string, title: string][] {
  if (entity !== "schedule") return []
  return Object.entries(fields).flatMap(([id, { after }]): [string, string][] =>
    typeof after === "object" && after !== null && "title" in after && typeof after.title === "string"
      ? [[id, after.title]]
      : [],
  )
}
