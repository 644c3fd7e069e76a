import { type LoadResult, load } from "./load"
import { inRounds, type Measured, milliseconds, perSecond, type Report, type Subject } from "./measure"
import type { Server } from "./servers"

/** A server that is measured against others: what it is sent, by number. */
export interface Contestant {
  name: string
  server: Server
  request: (number: number) => Buffer
}

export interface ContestOptions {
  rounds: number
  seconds: number
  connections: number
}

/**
 * Loads each server in turn, round by round after one round to warm up, and reports calls a second beside the first
 * one's.
 * @throws Error when a server refuses a call.
 */
export async function contest(
  report: Report,
  contestants: Contestant[],
  options: ContestOptions,
): Promise<Measured> {
  const results = new Map<string, LoadResult>()
  let sent = 0
  const subjects = contestants.map(({ name, server, request }): Subject => {
    const turn = async () => {
      const { seconds, connections } = options
      const result = await load({ port: server.port, connections, seconds, request: () => request(sent++) })
      if (result.failed > 0) throw new Error(`${name} refused ${result.failed} calls: ${result.problem}`)
      results.set(name, result)
      return result.perSecond
    }
    return { name, turn }
  })
  for (const { turn } of subjects) await turn()
  const measured = await inRounds(subjects, options.rounds)
  const first = contestants[0]?.name ?? ""
  for (const { name } of contestants) {
    const latest = results.get(name)
    const times = latest ? `p50 ${milliseconds(latest.p50)}, p99 ${milliseconds(latest.p99)}` : ""
    report.line(
      name,
      perSecond(measured.figure(name)),
      `${measured.ratio(name, first).toFixed(2)} of ${first}, ${times}`,
    )
  }
  return measured
}
