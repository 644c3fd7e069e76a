"use client"

import { todayOf } from "../../format/dates"
import { useReader } from "../../format/reader"

/** The day that it is where the agency is: by it the agency's days are counted, wherever the reader sits. */
export const useToday = (): string => todayOf(useReader())
