import * as z from "zod"
import { emailAddress } from "../email-address"
import { Id } from "../ids"
import { Version, whole } from "../numbers"
import { pageInput } from "../paging-input"
import { roles, tokenScopes } from "../permissions"
import { email, line, optionalLine, wanted } from "../text"

/** A password as people choose it: long enough to resist guessing, short enough to hash (OWASP ASVS 2.1). */
export const NewPassword = z
  .string()
  .min(10, "Use at least 10 characters.")
  .max(200, "Use at most 200 characters.")

const secret = z.string().min(1).max(200)
const code = z.string().trim().min(6).max(40)
const locale = optionalLine(35).refine(
  (value) => value === null || isSupported(() => Intl.getCanonicalLocales(value)),
  "This is not a language. Enter it like de-AT (BCP 47).",
)
const timeZone = optionalLine(64).refine(
  (value) => value === null || isSupported(() => new Intl.DateTimeFormat("en", { timeZone: value })),
  "This is not a time zone. Enter it like Europe/Berlin (IANA).",
)

function isSupported(attempt: () => unknown): boolean {
  try {
    attempt()
    return true
  } catch {
    return false // Intl throws a RangeError for what it does not know
  }
}

export const SignIn = z.strictObject({
  /** Spelled as accounts are; what is no address is not told from a wrong password. */
  email: wanted(1000).transform((value) => emailAddress(value.normalize("NFC")) ?? value.toLowerCase()),
  password: z.string().max(1000),
  /** Six digits of the second factor, or a recovery code. */
  code: code.optional(),
})
export const AskReset = z.strictObject({ email })
export const ResetPassword = z.strictObject({ token: secret, password: NewPassword })
export const TokenOnly = z.strictObject({ token: secret })
export const AcceptInvitation = z.strictObject({ token: secret, name: line(120), password: NewPassword })
/** The password is chosen from the invitation that is sent to the address. */
export const Register = z.strictObject({ email, name: line(120) })
export const SetUp = z.strictObject({
  code: z.string().trim().min(1).max(100),
  agencyName: line(120),
  name: line(120),
  email,
  password: NewPassword,
})

const keptKeys = {
  /** API tokens that stay in use; the others are revoked. */
  keepTokens: z.array(Id).max(100).default([]),
  /** Whether the calendar link stays in use. */
  keepCalendarLink: z.boolean().default(false),
}
export const ChangePassword = z.strictObject({
  current: z.string().max(1000),
  password: NewPassword,
  ...keptKeys,
})
export const SignOutEverywhere = z.strictObject(keptKeys).prefault({})
export type KeptKeys = z.output<typeof SignOutEverywhere>

/** Shows once more who is at the keyboard: by the password, or by a code of the second factor. */
export const ConfirmIdentity = z
  .strictObject({ password: z.string().max(1000).optional(), code: code.optional() })
  .refine(
    ({ password, code }) => (password === undefined) !== (code === undefined),
    "Send either the password or a code.",
  )
export const UpdateProfile = z.strictObject({
  version: Version,
  changes: z
    .strictObject({
      name: line(120),
      jobTitle: optionalLine(120),
      /** BCP 47; null follows the browser. */
      locale,
      /** IANA; null follows the agency. */
      timeZone,
    })
    .partial(),
})
export const StartSecondFactor = z.strictObject({ password: z.string().max(1000) })
export const ConfirmSecondFactor = z.strictObject({ code })
export const DisableSecondFactor = z.strictObject({ password: z.string().max(1000) })

export const NewApiToken = z.strictObject({
  name: line(80),
  scope: z.enum(tokenScopes),
  /** Days until it expires. */
  days: whole().min(1).max(366).default(90),
})

export const ListUsers = z.strictObject({
  ...pageInput,
  text: wanted(200).nullish(),
  role: z.array(z.enum(roles)).max(roles.length).nullish(),
  state: z.enum(["active", "disabled", "all"]).default("active"),
})
export type ListUsers = z.output<typeof ListUsers>

/** People to assign: active agency staff whose name holds the text. */
export const SearchDirectory = z.strictObject({
  text: wanted(200).nullish(),
  /** Only those of roles that do tasks. */
  doesTasks: z.boolean().nullish(),
  limit: whole().min(1).max(500).default(200),
})

const viewerHasClient = (value: { role: string; clientId: string | null }) =>
  (value.role === "client_viewer") === (value.clientId !== null)
const viewerSentence = {
  path: ["clientId"],
  message: "Choose a client for client viewers, and for no other role.",
}

export const InviteUser = z
  .strictObject({ email, name: line(120), role: z.enum(roles), clientId: Id.nullable().default(null) })
  .refine(viewerHasClient, viewerSentence)
export const ChangeRole = z
  .strictObject({
    id: Id,
    version: Version,
    role: z.enum(roles),
    clientId: Id.nullable().default(null),
  })
  .refine(viewerHasClient, viewerSentence)

/** How long somebody works on a working day, in minutes: what their workload is held against. */
export const SetHours = z.strictObject({
  id: Id,
  version: Version,
  dailyMinutes: whole("Enter whole minutes.")
    .min(0, "Hours a day cannot be negative.")
    .max(1_440, "A day has 24 hours."),
})
