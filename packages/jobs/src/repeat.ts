import { setTimeout } from "node:timers/promises"

/** Resolves after so many milliseconds, or as soon as the signal is aborted. */
export async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  try {
    await setTimeout(milliseconds, undefined, { signal })
  } catch {
    // Aborted: that is the other way for a pause to end.
  }
}

/** Works at once and then so many milliseconds after the last time it was done, until the signal is aborted. */
export async function repeat(
  milliseconds: number,
  signal: AbortSignal,
  work: () => Promise<unknown>,
): Promise<void> {
  while (!signal.aborted) {
    await work()
    await pause(milliseconds, signal)
  }
}
