import { spawn } from "node:child_process"
import { once } from "node:events"
import { fileURLToPath } from "node:url"
import type { UserRow } from "@alphas/db/factories"
import { type ImportMapping, importLabels } from "@alphas/domain/clients/csv"
import { type ClientImport, type ClientImportRow, importLimits } from "@alphas/domain/clients/import"
import { bundle } from "@alphas/local/bundle"
import type { Services } from "../context"
import type { TestApi } from "../testing"
import { applyImportRows, checkImportRows, readImport, undoImportRows } from "./import-jobs"

type Caller = ReturnType<TestApi["as"]>

export interface ImportOptions {
  /** Instead of the guess. */
  mapping?: ImportMapping
  duplicates?: "skip" | "create"
  /** Bytes of a piece. */
  piece?: number
}

/** An import as a person makes it, with the jobs run at once in this process. */
export class ImportDriver {
  private readonly caller: Caller
  private readonly services: Services

  constructor(api: TestApi, person: UserRow) {
    this.caller = api.as(person)
    this.services = api.services
  }

  get imports() {
    return this.caller.clients.imports
  }

  /** Uploads the bytes in pieces; the import then waits to be read. */
  async upload(file: string | Uint8Array, piece: number = importLimits.piece): Promise<string> {
    const bytes = Buffer.from(file)
    const { id } = await this.imports.start({ fileName: "clients.csv" })
    const pieces = Math.max(1, Math.ceil(bytes.length / piece))
    for (let index = 0; index < pieces; index++) {
      const content = bytes.subarray(index * piece, (index + 1) * piece).toString("base64")
      await this.imports.append({ id, index, content })
    }
    await this.imports.finish({ id, pieces })
    return id
  }

  async read(file: string | Uint8Array, options: ImportOptions = {}): Promise<ClientImport> {
    return this.readUploaded(await this.upload(file, options.piece))
  }

  private async readUploaded(id: string): Promise<ClientImport> {
    await this.work("read", id)
    return this.imports.get({ id })
  }

  /** Runs the job of a step. */
  work(step: "read" | "check" | "apply" | "undo", importId: string): Promise<void> {
    const job = { read: readImport, check: checkImportRows, apply: applyImportRows, undo: undoImportRows }[
      step
    ]
    return job(this.services, { importId })
  }

  /** Up to the end of the dry run. */
  async check(file: string | Uint8Array, options: ImportOptions = {}): Promise<ClientImport> {
    const { id, mapping, problem } = await this.read(file, options)
    if (mapping === null) throw new Error(problem ?? "The import was not read.")
    return this.checkAgain(id, { mapping, ...options })
  }

  async checkAgain(id: string, options: ImportOptions & { mapping: ImportMapping }): Promise<ClientImport> {
    await this.imports.check({ id, mapping: options.mapping, duplicates: options.duplicates ?? "skip" })
    await this.work("check", id)
    return this.imports.get({ id })
  }

  /** The whole way. */
  async import(file: string | Uint8Array, options: ImportOptions = {}): Promise<ClientImport> {
    const { id } = await this.check(file, options)
    return this.apply(id)
  }

  async apply(id: string): Promise<ClientImport> {
    await this.imports.run({ id })
    await this.work("apply", id)
    return this.imports.get({ id })
  }

  async undo(id: string): Promise<ClientImport> {
    await this.imports.undo({ id })
    await this.work("undo", id)
    return this.imports.get({ id })
  }

  /** Every row of the file, through the pages of the list. */
  async rows(id: string): Promise<ClientImportRow[]> {
    const rows: ClientImportRow[] = []
    let cursor: string | null = null
    do {
      const page: Awaited<ReturnType<Caller["clients"]["imports"]["rows"]>> = await this.imports.rows({
        id,
        cursor,
        limit: 200,
      })
      rows.push(...page.items)
      cursor = page.nextCursor
    } while (cursor !== null)
    return rows
  }
}

/** Starts one step of an import in a process of its own. */
export async function startStep(api: TestApi, step: "read" | "check" | "apply" | "undo", id: string) {
  const home = fileURLToPath(new URL("../..", import.meta.url))
  const program = await bundle(home, 'import "./src/clients/import-process"')
  const child = spawn(process.execPath, [program, step, id], {
    env: {
      ...process.env,
      DATABASE_URL: api.database.url,
      ALPHAS_SECRET: api.services.environment.ALPHAS_SECRET,
      LOG_LEVEL: "silent",
    },
    stdio: ["ignore", "pipe", "inherit"],
  })
  let printed = ""
  child.stdout.on("data", (chunk) => {
    printed += chunk
  })
  const ended = once(child, "close").then(([, signal]) => ({ signal, peakMiB: Number(printed) }))
  return { kill: () => child.kill("SIGKILL"), ended }
}

/** The pieces of a file that goes out in pieces, joined. */
export async function joinPieces(
  piece: (cursor: string | null) => Promise<{ csv: string; nextCursor: string | null }>,
): Promise<string> {
  let file = ""
  let cursor: string | null = null
  do {
    const next = await piece(cursor)
    file += next.csv
    cursor = next.nextCursor
  } while (cursor !== null)
  return file
}

/** A CSV file with these fields as columns. */
export function csvOf(rows: Partial<Record<keyof typeof importLabels, string>>[]): string {
  // Object.keys forgets that they are fields.
  const fields = [...new Set(rows.flatMap((row) => Object.keys(row)))] as (keyof typeof importLabels)[]
  const cell = (text: string) => `"${text.replaceAll('"', '""')}"`
  const lines = rows.map((row) => fields.map((field) => cell(row[field] ?? "")).join(","))
  return [fields.map((field) => importLabels[field]).join(","), ...lines, ""].join("\n")
}
