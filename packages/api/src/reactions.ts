import type { Reaction } from "./context"
import { keepCountedAfter } from "./expenses/reaction"
import { replanAfter } from "./schedule/reaction"
import { keepPricesAfter } from "./time/reaction"

/** What follows from a change in domains that build on the one that changes, in the order of the domains. */
export const reactions: readonly Reaction[] = [replanAfter, keepPricesAfter, keepCountedAfter]
