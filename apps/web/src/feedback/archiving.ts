"use client"

import { done, failed } from "./undo"

interface Named {
  id: string
  version: number
}

interface Target extends Named {
  name: string
  archivedAt: string | null
}

interface Verbs {
  archive: (row: Named) => Promise<Named>
  restore: (row: Named) => Promise<Named>
  /** What several of them are called: "clients". */
  plural: string
  singular: string
}

/** Archives rows, or restores those that are archived, with undo in the toast. */
export function archivingOf({ archive, restore, plural, singular }: Verbs) {
  /** Puts one away or brings it back. */
  const toggle = async ({ id, name, version, archivedAt }: Target) => {
    const [act, back] = archivedAt === null ? [archive, restore] : [restore, archive]
    try {
      const after = await act({ id, version })
      done(archivedAt === null ? `${name} is archived` : `${name} is back`, () =>
        back({ id, version: after.version }),
      )
    } catch (error) {
      failed(error)
    }
  }

  /** Archives several, one after the other; those that were refused are told. */
  const archiveAll = async (targets: readonly Target[]) => {
    const archived: Named[] = []
    let refused: unknown = null
    for (const { id, version } of targets) {
      try {
        const after = await archive({ id, version })
        archived.push({ id, version: after.version })
      } catch (error) {
        refused = error
      }
    }
    if (archived.length > 0) {
      const words = archived.length === 1 ? `1 ${singular} is` : `${archived.length} ${plural} are`
      done(`${words} archived`, async () => {
        for (const row of archived) await restore(row)
      })
    }
    if (refused !== null) failed(refused)
  }
  return { toggle, archiveAll }
}
