import * as z from "zod"
import { RuleError, readRule, writeRule } from "./recurrence"

/** By which rule a task comes again, as RFC 5545 writes it: days only, and in one way of writing. */
export const Recurrence = z
  .string("Enter a rule like FREQ=WEEKLY;BYDAY=MO.")
  .trim()
  .max(200, "A rule can have at most 200 characters.")
  .transform((text, context) => {
    try {
      return writeRule(readRule(text))
    } catch (error) {
      if (!(error instanceof RuleError)) throw error
      context.addIssue({ code: "custom", message: error.message })
      return z.NEVER
    }
  })
