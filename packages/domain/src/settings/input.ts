import * as z from "zod"
import { Currency } from "../money/currency"
import { Version } from "../numbers"
import { line } from "../text"

const timeZone = z.string().refine((value) => {
  try {
    new Intl.DateTimeFormat("en", { timeZone: value })
    return true
  } catch {
    return false
  }
}, "This is not a time zone. Enter it like Europe/Berlin (IANA).")

export const UpdateSettings = z.strictObject({
  version: Version,
  changes: z
    .strictObject({
      agencyName: line(120),
      /** IANA name: the zone in which the agency's days begin and end. */
      timeZone,
      currency: Currency,
      registrationOpen: z.boolean(),
      /** Only addresses of these domains may register. */
      registrationDomains: z
        .array(
          z
            .string()
            .trim()
            .toLowerCase()
            .regex(/^[a-z0-9.-]+\.[a-z0-9-]+$/, "Enter a domain like example.com."),
        )
        .max(50),
    })
    .partial(),
})

/** The agency's settings. */
export interface Settings {
  agencyName: string
  timeZone: string
  currency: string
  registrationOpen: boolean
  registrationDomains: string[]
  version: number
}
