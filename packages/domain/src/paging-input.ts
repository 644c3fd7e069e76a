import * as z from "zod"
import { whole } from "./numbers"
import { defaultPageSize } from "./paging"

/** What every list takes beside its filters: how many rows, after which one, and whether to count. */
export const pageInput = {
  limit: whole().min(1).max(200).default(defaultPageSize),
  cursor: z.string().max(1000).nullish(),
  /** Counting costs a scan of up to 10,001 index entries, so only the caller who shows it asks. */
  count: z.boolean().default(false),
}
