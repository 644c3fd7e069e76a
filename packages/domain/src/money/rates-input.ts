import * as z from "zod"
import { Day } from "../days"
import { withoutInvisible } from "../invisible"
import { pageInput } from "../paging-input"
import { Currency } from "./currency"
import { decimal } from "./decimal"

const pair = { base: Currency, quote: Currency }
const apart = { path: ["quote"], message: "Choose two different currencies." }

/** What one unit of `base` is worth in `quote` on a day. A rate that was entered goes before the bank's of that day. */
export const SetRate = z
  .strictObject({
    day: Day,
    ...pair,
    rate: decimal(10, { min: 0, max: 1_000_000_000 }).refine(
      (rate) => rate !== "0",
      "Write a rate above zero.",
    ),
  })
  .refine(({ base, quote }) => base !== quote, apart)

/** Of the rates that were entered; the bank's stay. */
export const RemoveRate = z.strictObject({ day: Day, ...pair })

/** Characters of a file that one call takes. */
export const ecbPart = 900_000

export const ImportEcb = z.strictObject({
  /** `eurofxref.csv` or `eurofxref-hist.csv`, as the European Central Bank publishes them. */
  csv: z
    .string()
    .max(ecbPart, "Import the file in parts of 900,000 characters, each with the first line.")
    .transform(withoutInvisible),
})

export const ListRates = z.strictObject({
  ...pageInput,
  /** Either side of the pair. */
  currency: Currency.nullish(),
  source: z
    .array(z.enum(["entered", "ecb"]))
    .max(2)
    .nullish(),
  from: Day.nullish(),
  to: Day.nullish(),
  direction: z.enum(["asc", "desc"]).default("desc"),
})
export type ListRates = z.output<typeof ListRates>
