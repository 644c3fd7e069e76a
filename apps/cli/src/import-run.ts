import { setTimeout as sleep } from "node:timers/promises"
import { type Alphas, AlphasError, type Procedures } from "@alphas/client"
import type { ImportMapping } from "@alphas/domain/clients/csv"
import { isWorking } from "@alphas/domain/clients/import"
import { exitCodes, Failure } from "./failure"
import { note } from "./output"
import { Progress } from "./progress"
import type { Source } from "./upload"

type Import = Procedures["clients"]["imports"]["get"]["output"]

/** Milliseconds between two looks at an import; each look waits longer, up to the most. */
const [soonest, latest] = [100, 1_000]
/** Milliseconds without progress after which the person is told what may be the reason. */
const patience = 20_000

/** One import, from the upload to its end, with a progress bar. */
export class ImportRun {
  readonly #progress = new Progress()
  #id: string | null = null
  #state: Import["state"] = "uploading"
  #interrupted = false

  constructor(private readonly alphas: Alphas) {}

  /**
   * Does the work, and takes back what was done when it fails or the person interrupts: nothing is left half-done.
   * @throws Failure when it was interrupted, and what the work throws.
   */
  async guard<Result>(work: () => Promise<Result>): Promise<Result> {
    const interrupt = () => {
      if (this.#interrupted) process.exit(130)
      this.#interrupted = true
    }
    process.on("SIGINT", interrupt)
    try {
      return await work()
    } catch (error) {
      this.#progress.clear()
      await this.#takeBack(error)
      throw error
    } finally {
      this.#progress.clear()
      process.off("SIGINT", interrupt)
    }
  }

  /** Sends the file and has it read. */
  async upload(source: Source): Promise<Import> {
    const { imports } = this.alphas.clients
    const { id } = await patiently(() => imports.start.mutate({ fileName: source.name }))
    this.#id = id
    let index = 0
    let sent = 0
    for await (const piece of source.pieces()) {
      this.#progress.show("Uploading", source.size === null ? null : sent / source.size)
      this.#stopIfInterrupted()
      const content = piece.toString("base64")
      await patiently(() => imports.append.mutate({ id, index, content }))
      index++
      sent += piece.length
    }
    if (index === 0)
      throw new Failure(exitCodes.usage, "There is nothing to import because the input is empty.")
    const read = await patiently(() => imports.finish.mutate({ id, pieces: index }))
    return this.#until(read, "Reading")
  }

  /** Has every row looked at. */
  async check(mapping: ImportMapping, duplicates: "skip" | "create"): Promise<Import> {
    const id = this.#known()
    const check = { id, mapping, duplicates }
    const checked = await patiently(() => this.alphas.clients.imports.check.mutate(check))
    return this.#until(checked, "Checking")
  }

  /** Creates the clients. */
  async finish(): Promise<Import> {
    const id = this.#known()
    const begun = await patiently(() => this.alphas.clients.imports.run.mutate({ id }))
    return this.#until(begun, "Importing")
  }

  /** Leaves nothing of an import that has created nothing. */
  async forget(): Promise<void> {
    await this.alphas.clients.imports.cancel.mutate({ id: this.#known() })
    this.#id = null
  }

  /** Removes what an earlier import has created. */
  async undo(id: string): Promise<Import> {
    this.#id = id
    const begun = await this.alphas.clients.imports.undo.mutate({ id })
    return this.#until(begun, "Undoing")
  }

  #known(): string {
    if (this.#id === null) throw new Error("The file comes first.")
    return this.#id
  }

  /** Looks at the import until no job is at work on it. @throws Failure with the reason when it failed. */
  async #until(begun: Import, step: string): Promise<Import> {
    let current = begun
    let pause = soonest
    let moved = Date.now()
    let told = false
    while (isWorking(current.state)) {
      this.#state = current.state
      this.#progress.show(step, current.progress)
      await sleep(pause)
      this.#stopIfInterrupted()
      pause = Math.min(latest, pause * 1.5)
      const next = await patiently(() => this.alphas.clients.imports.get.query({ id: current.id }))
      if (next.progress !== current.progress || next.state !== current.state) moved = Date.now()
      else if (!told && Date.now() - moved > patience) {
        told = true
        this.#progress.clear()
        note("No progress yet. Check that the worker is running; the import continues on its own once it is.")
      }
      current = next
    }
    this.#state = current.state
    this.#progress.clear()
    if (current.state === "failed") {
      throw new Failure(exitCodes.refused, current.problem ?? "The import failed.")
    }
    return current
  }

  #stopIfInterrupted(): void {
    if (this.#interrupted) throw new Failure(exitCodes.refused, "Interrupted.")
  }

  async #takeBack(cause: unknown): Promise<void> {
    if (this.#id === null || ["done", "failed", "cancelled", "undone"].includes(this.#state)) return
    // Alphas itself is away: the import stays as it is, and can be cancelled on the page.
    if (cause instanceof AlphasError && cause.temporary) {
      return note(`The import ${this.#id} is kept. Cancel or continue it in the browser.`)
    }
    const importing = this.#state === "importing"
    await this.alphas.clients.imports.cancel.mutate({ id: this.#id })
    note(importing ? "Undoing what the import created." : "The import was cancelled. Nothing was imported.")
  }
}

/** Makes the call again when the server asks for a pause. */
async function patiently<Answer>(call: () => Promise<Answer>): Promise<Answer> {
  for (;;) {
    try {
      return await call()
    } catch (error) {
      if (!(error instanceof AlphasError && error.reason === "rate_limit")) throw error
      await sleep((error.retryAfter ?? 1) * 1_000)
    }
  }
}
