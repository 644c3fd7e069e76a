"use client"

import { isolate } from "@alphas/domain/isolate"
import { refusalOf } from "../data/refusal"
import { attempt, done, failed, failedSome } from "./undo"

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
  /** Archives one, or restores it. */
  const toggle = ({ id, name, version, archivedAt }: Target) => {
    const [action, back] = archivedAt === null ? [archive, restore] : [restore, archive]
    return attempt(
      () => action({ id, version }),
      archivedAt === null ? `${isolate(name)} archived` : `${isolate(name)} restored`,
      (after) => back({ id, version: after.version }),
    )
  }

  /** Archives several, one after the other; those that were refused are told, on the way back as well. */
  const archiveAll = async (targets: readonly Target[]) => {
    const there = await eachOf(targets, archive)
    if (there.rows.length > 0) {
      const words = there.rows.length === 1 ? `1 ${singular}` : `${there.rows.length} ${plural}`
      done(`${words} archived`, async () => {
        const back = await eachOf(there.rows, restore)
        if (back.rows.length === 0) throw back.error
        failedSome(back.refused, there.rows.length)
      })
    }
    if (targets.length === 1 && there.error !== null) failed(there.error)
    else failedSome(there.refused, targets.length)
  }
  return { toggle, archiveAll }
}

/** Does the same with each of several rows, whatever becomes of the others. */
async function eachOf(
  targets: readonly (Named & { name: string })[],
  action: (row: Named) => Promise<Named>,
) {
  const rows: (Named & { name: string })[] = []
  const refused: string[] = []
  let error: unknown = null
  for (const { id, name, version } of targets) {
    try {
      rows.push({ id, name, version: (await action({ id, version })).version })
    } catch (thrown) {
      error = thrown
      refused.push(`${isolate(name)}: ${refusalOf(thrown).message}`)
    }
  }
  return { rows, refused, error }
}
