import { setTimeout as sleep } from "node:timers/promises"
import { percentile } from "../../measure"

export const kinds = ["read", "write", "page"] as const
type Kind = (typeof kinds)[number]

/** What somebody who works there waited for their answers, in milliseconds. */
export interface Waits extends Record<Kind, number[]> {
  failed: string[]
}

export const noWaits = (): Waits => ({ read: [], write: [], page: [], failed: [] })

/** Of ten turns of somebody who works: mostly lists, now and then a change, and where there are pages one of those. */
const turns: readonly Kind[] = [
  "read",
  "read",
  "read",
  "read",
  "page",
  "read",
  "read",
  "read",
  "read",
  "write",
]

/** Somebody who works through one server, until they are told to stop. */
export async function work(
  server: { url: string; pages: boolean },
  headers: Record<string, string>,
  waits: Waits,
  running: () => boolean,
): Promise<void> {
  const { url, pages } = server
  const ask: Record<Kind, (number: number) => Promise<Response>> = {
    read: () => fetch(`${url}/api/trpc/clients.list?input=${encodeURIComponent("{}")}`, { headers }),
    page: () => fetch(`${url}/clients`, { headers }),
    write: (number) =>
      fetch(`${url}/api/trpc/clients.create`, {
        method: "POST",
        headers: { ...headers, "content-type": "application/json" },
        body: JSON.stringify({ name: `Written under attack ${number}`, currency: "EUR" }),
      }),
  }
  for (let number = 0; running(); number++) {
    const turn = turns[number % turns.length] ?? "read"
    const kind = turn === "page" && !pages ? "read" : turn
    const before = performance.now()
    try {
      const answer = await ask[kind](number)
      const text = await answer.text()
      if (!answer.ok) waits.failed.push(text.slice(0, 200))
    } catch (error) {
      waits.failed.push(String(error))
    }
    const waited = performance.now() - before
    waits[kind].push(waited)
    await sleep(Math.max(5, 40 - waited))
  }
}

export const p99 = (values: number[]): number => percentile(values, 0.99)
