/**
 * Milliseconds between two readings of figures that others change: work of theirs reaches a reader who does not see it
 * as a figure only, and no event tells of it.
 */
export const refreshed = 60_000
