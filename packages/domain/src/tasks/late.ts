import type { TaskStatus } from "./words"

/**
 * The one rule of what makes a task late, on its board, in its plan and in its campaign's health: its last day is over
 * and it is not completed. Days are `YYYY-MM-DD` in the agency's zone.
 */
export const isOverdue = (
  { status, endDay }: { status: TaskStatus; endDay: string },
  today: string,
): boolean => status !== "completed" && endDay < today
