import * as z from "zod"

const address = z.string().min(3).max(254)
const name = z.string().min(1).max(200)
const secret = z.string().min(1).max(200)
const importStep = z.strictObject({ importId: z.uuid() })

/** What each job carries. A payload is checked where it is enqueued and again where it is worked on. */
export const payloads = {
  "email.invitation": z.strictObject({
    email: address,
    name,
    invitedBy: name,
    agencyName: name,
    token: secret,
  }),
  "email.password_reset": z.strictObject({ email: address, name, token: secret }),
  "email.password_changed": z.strictObject({ email: address, name }),
  "email.invoice": z.strictObject({
    invoiceId: z.uuid(),
    email: address,
    message: z.string().max(2_000).nullable(),
  }),
  "clients.import.read": importStep,
  "clients.import.check": importStep,
  "clients.import.apply": importStep,
  "clients.import.undo": importStep,
  /** For whom the log says it is, and the one person whose days have changed; null when everybody's have. */
  "schedule.replan": z.strictObject({ byId: z.uuid(), onlyId: z.uuid().nullable() }),
  housekeeping: z.strictObject({}),
} satisfies Record<string, z.ZodType<object>>

export type JobName = keyof typeof payloads
export type JobPayload<Name extends JobName> = z.output<(typeof payloads)[Name]>

// The keys of an object literal: Object.keys forgets them.
export const jobNames = Object.keys(payloads) as JobName[]

/** How a kind of job is run. */
export interface JobRules {
  /** Runs after the first one that failed. */
  retries: number
  /** Seconds before the first retry; each further one waits about twice as long. */
  retryDelay: number
  /** How many run at the same time in one worker. */
  concurrency: number
  /** Seconds after which a run is given up and counts as failed. */
  limit: number
  /** The payload is of no use to anybody after the job (it holds a token): nothing of it is kept. */
  forget?: boolean
  /** Enqueued by the workers themselves, once in each stretch of so many seconds. */
  everySeconds?: number
}

/** Eight retries from 5 s on: an email server may be away for 20 to 40 minutes before an email is given up. */
const email: JobRules = { retries: 8, retryDelay: 5, concurrency: 4, limit: 60, forget: true }
const importing: JobRules = { retries: 5, retryDelay: 2, concurrency: 2, limit: 3_600 }

export const rules: Record<JobName, JobRules> = {
  "email.invitation": email,
  "email.password_reset": email,
  "email.password_changed": email,
  "email.invoice": email,
  "clients.import.read": importing,
  "clients.import.check": importing,
  "clients.import.apply": importing,
  "clients.import.undo": importing,
  "schedule.replan": { retries: 5, retryDelay: 2, concurrency: 1, limit: 3_600 },
  housekeeping: { retries: 3, retryDelay: 60, concurrency: 1, limit: 600, everySeconds: 86_400 },
}
