/** What a handler knows of the run beside the payload. */
export interface Run {
  id: string
  /** 1 at the first try. */
  attempt: number
  /** No further try follows this one. */
  last: boolean
  /**
   * Aborted when the worker stops or the run takes longer than its limit: long work looks at it where it can well
   * break off, throws, and goes on in another run. Short work need not look.
   */
  signal: AbortSignal
}

/** The part of a pino logger that the queue uses. */
export interface JobLog {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

export const silentLog: JobLog = { info: () => undefined, warn: () => undefined, error: () => undefined }
