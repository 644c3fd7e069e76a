import { backSheetSteps, type TimesheetStep } from "./words"

/** How much of a week's time lies in locked months. A week without time has none there. */
export type LockedShare = "none" | "some" | "all"

/** @param days on which there is time, each once or more. */
export function lockedShare(days: readonly string[], isLocked: (day: string) => boolean): LockedShare {
  const locked = days.filter(isLocked).length
  return locked === 0 ? "none" : locked === days.length ? "all" : "some"
}

/**
 * Whether a week's step changes what is locked, so that only an admin takes it, with a reason. What is still open must
 * be able to go its way: a step on is stopped when all of the time is locked, a step back as soon as some is.
 */
export const stepMeetsLock = (step: TimesheetStep, locked: LockedShare): boolean =>
  backSheetSteps.includes(step) ? locked !== "none" : locked === "all"
