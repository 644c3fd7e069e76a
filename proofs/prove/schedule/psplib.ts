import type { Dependencies } from "@alphas/domain/schedule/network"

/** A project of the PSPLIB (Kolisch and Sprecher, 1996), as far as it is about time. */
export interface Project {
  /** Days of work by job; the first and the last are the source and the sink. */
  duration: number[]
  dependencies: Dependencies
  /** The length of the critical path, by whoever made the library. */
  mpmTime: number
}

/**
 * Reads a `.sm` file (one mode a job).
 * @throws Error when a part of it is missing.
 */
export function readProject(text: string): Project {
  const lines = text.split(/\r?\n/)
  const section = (title: string, skip: number): number[][] => {
    const begin = lines.findIndex((line) => line.startsWith(title))
    if (begin < 0) throw new Error(`It has no part "${title}".`)
    const end = lines.findIndex((line, index) => index > begin && line.startsWith("****"))
    return lines
      .slice(begin + 1 + skip, end < 0 ? undefined : end)
      .map((line) => line.trim().split(/\s+/).map(Number))
      .filter((numbers) => numbers.length > 1)
  }
  const mpmTime = section("PROJECT INFORMATION", 1)[0]?.[5]
  const precedence = section("PRECEDENCE RELATIONS", 1)
  const duration = section("REQUESTS/DURATIONS", 2).map((row) => row[2] ?? Number.NaN)
  if (mpmTime === undefined || precedence.length !== duration.length || duration.some(Number.isNaN)) {
    throw new Error("Its jobs, their durations and the MPM-Time do not fit together.")
  }
  const pairs = precedence.flatMap(([job = 0, , , ...successors]) =>
    successors.map((next) => [job - 1, next - 1]),
  )
  return {
    duration,
    mpmTime,
    dependencies: {
      from: Int32Array.from(pairs, ([from = 0]) => from),
      to: Int32Array.from(pairs, ([, to = 0]) => to),
      type: new Uint8Array(pairs.length),
      lag: new Int32Array(pairs.length),
    },
  }
}
