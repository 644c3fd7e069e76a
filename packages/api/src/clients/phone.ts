import { clients, contacts, digitsOf } from "@alphas/db/schema/clients"
import { visible } from "@alphas/db/visible"
import { type SQL, sql } from "drizzle-orm"
import { parsePhoneNumberFromString } from "libphonenumber-js/min"
import { containing, type Filter, holds } from "../list-filters"

/** Digits from which on a text is looked for among phone numbers. */
const shortest = 5

/**
 * The digits by which a phone number is found however it is spelled: those within its country, for one that names the
 * country (`+49 (0)161 559-4078`, `0049 161 5594078`), else all without the zeros before them. Null for what is no number.
 */
export function phoneDigits(text: string): string | null {
  if (!/^[+\d\s()/.–-]+$/.test(text)) return null
  const digits = text.replace(/\D/g, "")
  if (digits.length < shortest) return null
  const international = text.trim().replace(/^00/, "+")
  const parsed = international.startsWith("+") ? parsePhoneNumberFromString(international) : undefined
  return parsed?.nationalNumber ?? digits.replace(/^0+/, "")
}

/**
 * A filter of clients by text. A phone number finds the clients that have it, or a contact with it that the reader sees,
 * in whatever spelling either was written.
 * @param searched what else holds the text, in lower case; the digits of the client's number are a part of it.
 */
export function textOrPhone(searched: SQL): Filter<string> {
  const words = holds(searched)
  return {
    ...words,
    form: (text) => (phoneDigits(text) === null ? words.form(text) : "phone"),
    bind: (text) => containing(phoneDigits(text) ?? text),
    where: (bound, form, eyes) =>
      form === "phone"
        ? sql`${clients.id} = any(array(
            select ${clients.id} from ${clients} where ${clients.deletedAt} is null and ${words.where(bound, "text", eyes)}
            union select ${contacts.clientId} from ${contacts}
            where ${digitsOf(contacts.phone)} like ${bound}::text and ${visible.contacts(eyes)}))`
        : words.where(bound, form, eyes),
  }
}
