import * as z from "zod"
import { Id } from "../ids"
import { whole } from "../numbers"
import { pageInput } from "../paging-input"
import { line } from "../text"
import { type ImportField, type ImportMapping, importFields, importLabels } from "./csv"
import { companyDomainOf, ownDomain } from "./names"

/** Where an import stands. */
export const importStates = [
  "uploading",
  "reading",
  "mapping",
  "checking",
  "ready",
  "importing",
  "done",
  "undoing",
  "undone",
  "failed",
  "cancelled",
] as const
export type ImportState = (typeof importStates)[number]

/**
 * Which state may follow which. What a file is refused for while it is read or checked leaves nothing behind; an
 * import that stops in the middle of importing (cancelled, or its person may no longer import) can be undone.
 */
export const importSteps: Record<ImportState, readonly ImportState[]> = {
  uploading: ["reading", "cancelled"],
  reading: ["mapping", "failed", "cancelled"],
  mapping: ["checking", "cancelled"],
  checking: ["ready", "failed", "cancelled"],
  ready: ["checking", "importing", "cancelled"],
  importing: ["done", "undoing", "failed"],
  done: ["undoing"],
  undoing: ["undone", "failed"],
  failed: ["undoing"],
  undone: [],
  cancelled: [],
}

export const mayFollow = (from: ImportState, to: ImportState): boolean => importSteps[from].includes(to)

/** A job is at work on it, and the progress bar moves. */
export const isWorking = (state: ImportState): boolean =>
  ["reading", "checking", "importing", "undoing"].includes(state)

export const importLimits = {
  /** Bytes of one piece of the file. */
  piece: 512 * 1024,
  /** Pieces of one file: 100 MiB. */
  pieces: 200,
  /** Files of one person that are half uploaded. */
  uploading: 10,
  rows: 250_000,
  columns: 200,
  /** Characters of one cell, and of one row. */
  cell: 1_000_000,
  row: 2_000_000,
} as const

/** Why an import that a person wants to take a step with does not stand where that step begins. */
const standing: Record<ImportState, string> = {
  uploading: "is still being uploaded",
  reading: "is being read",
  mapping: "is waiting for its columns to be mapped",
  checking: "is being checked",
  ready: "is waiting to be started",
  importing: "is running",
  done: "is finished",
  undoing: "is being undone",
  undone: "was undone",
  failed: "failed",
  cancelled: "was cancelled",
}
const steps: Record<ImportState, string> = {
  uploading: "uploaded",
  reading: "finished uploading",
  mapping: "mapped",
  checking: "checked",
  ready: "made ready",
  importing: "started",
  done: "ended",
  undoing: "undone",
  undone: "undone",
  failed: "cancelled",
  cancelled: "cancelled",
}

/** The sentence for a step that the table does not have. */
export const cannotFollow = (from: ImportState, to: ImportState): string =>
  `This import ${standing[from]}, so it cannot be ${steps[to]} now.`

/** A file on its way in, as the person who brought it sees it. */
export interface ClientImport {
  id: string
  fileName: string
  state: ImportState
  /** Why it failed, as a sentence for the person. */
  problem: string | null
  encoding: string | null
  delimiter: string | null
  header: string[] | null
  mapping: ImportMapping | null
  /** What happens with rows that look like a client that is there already, or like an earlier row. */
  duplicates: "skip" | "create"
  bytesTotal: number
  rowsTotal: number
  /** How far the present step has come, 0 to 1; null while no job is at work. */
  progress: number | null
  rowsNew: number
  rowsDuplicate: number
  rowsRefused: number
  rowsCreated: number
  /** Clients that undoing left alone because somebody had worked on them since. */
  rowsKept: number
  createdAt: string
  updatedAt: string
}

export const importOutcomes = ["new", "duplicate", "refused", "created"] as const
export type ImportOutcome = (typeof importOutcomes)[number]

/** A row of the file and what becomes of it. */
export interface ClientImportRow {
  /** The line of the file on which the row begins; the header is line 1. */
  line: number
  /** Its cells in the order of the header, each cut to 500 characters. */
  values: string[]
  outcome: ImportOutcome | null
  /** Sentences by field: why it is refused, else what to know of it. What the reader of the file found wrong with the row as a whole stands under `row`. */
  problems: Record<string, string>
  /** The client it looks like, if that may be seen. */
  duplicateOf: { id: string; name: string } | null
  /** The earlier line that it looks like. */
  duplicateOfLine: number | null
  clientId: string | null
}

/** A piece of a file that is handed out in pieces: join the texts until `nextCursor` is null. */
export interface CsvPiece {
  csv: string
  nextCursor: string | null
}

export const StartImport = z.strictObject({ fileName: line(255) })

export const AppendImport = z.strictObject({
  id: Id,
  /** Counts the pieces from 0. A piece that is sent twice counts once. */
  index: whole()
    .min(0)
    .max(importLimits.pieces - 1, "The file is larger than 100 MiB. Import it in several files."),
  /** At most 512 KiB of the file, in base64. */
  content: z
    .base64("This part is not valid base64.")
    .min(1, "This part is empty.")
    .max(Math.ceil(importLimits.piece / 3) * 4, "A part can be at most 512 KiB."),
})

export const FinishUpload = z.strictObject({
  id: Id,
  pieces: whole().min(1, "The file is empty.").max(importLimits.pieces),
})

export const CheckImport = z.strictObject({
  id: Id,
  mapping: z
    .partialRecord(
      z.enum(importFields),
      whole()
        .min(0)
        .max(importLimits.columns - 1),
    )
    .refine((mapping) => mapping.name !== undefined, {
      path: ["name"],
      message: "Choose the column with the client name.",
    }),
  duplicates: z.enum(["skip", "create"]).default("skip"),
})

export const ListImports = z.strictObject({ limit: pageInput.limit, cursor: pageInput.cursor })

export const ListImportRows = z.strictObject({
  id: Id,
  outcome: z.enum(importOutcomes).nullish(),
  limit: pageInput.limit,
  cursor: pageInput.cursor,
})

export const RefusedRows = z.strictObject({ id: Id, cursor: pageInput.cursor })

/** What a client is recognised by: an import compares these with the clients that are there and with earlier rows. */
export interface Marks {
  /** Companies' domains, of the website and of the email address. */
  domains: string[]
  /** Addresses of the client and its contacts. */
  emails: string[]
}

/** The marks of a client as it would be written. `domain` is the bare host of its website. */
export function marksOf(client: {
  domain: string | null
  email: string | null
  contactEmails: readonly (string | null)[]
}): Marks {
  const domains = [client.domain === null ? null : ownDomain(client.domain), companyDomainOf(client.email)]
  const emails = [client.email, ...client.contactEmails]
  return {
    domains: [...new Set(domains.filter((domain) => domain !== null))],
    emails: [...new Set(emails.filter((email) => email !== null))],
  }
}

/** The problems of a row in one text, as the report of refused rows says them. */
export const problemText = (problems: Readonly<Record<string, string>>): string =>
  Object.entries(problems)
    .map(([field, sentence]) => (isField(field) ? `${importLabels[field]}: ${sentence}` : sentence))
    .join(" ")

const isField = (name: string): name is ImportField => name in importLabels
