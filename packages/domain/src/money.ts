import { z } from "zod"

/** An amount in minor units of its currency (cents for EUR, yen for JPY), never negative; up to 10^13. */
export const Amount = z
  .int("Write an amount in whole minor units.")
  .min(0, "An amount must not be negative.")
  .max(10_000_000_000_000, "This amount is too large.")

/** ISO 4217. */
export const Currency = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z]{3}$/, "Write the currency as three letters, like EUR (ISO 4217).")
