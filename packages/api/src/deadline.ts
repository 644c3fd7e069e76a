import { Refusal } from "./refusal"

/**
 * Milliseconds that a call may take. Postgres ends a statement after 30 seconds by itself, unless it is the server that
 * has stopped; then nothing comes from it, and whoever waits must hear so all the same.
 */
const patience = { query: 20_000, mutation: 40_000, subscription: 20_000 }

/** The outcome of a call, or after too long @throws Refusal `unavailable`. What the call still does is left to it. */
export async function withinPatience<T>(type: keyof typeof patience, call: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Refusal("unavailable", "The database is not responding. Try again in a moment.")),
      patience[type],
    )
  })
  try {
    return await Promise.race([call, late])
  } finally {
    clearTimeout(timer)
  }
}
