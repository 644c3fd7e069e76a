import { note } from "./output"

const width = 30

/** A bar on a terminal's error output that is drawn over again; on anything else each step is named once. */
export class Progress {
  #step = ""
  #drawn = ""

  /** `done` is from 0 to 1; null when that is not known. */
  show(step: string, done: number | null): void {
    if (!process.stderr.isTTY) {
      if (step !== this.#step) note(`${step} …`)
      this.#step = step
      return
    }
    const filled = Math.round((done ?? 0) * width)
    const bar = `${"█".repeat(filled)}${"░".repeat(width - filled)}`
    const line = done === null ? `${step} …` : `${step}  ${bar}  ${Math.floor(done * 100)} %`
    if (line === this.#drawn) return
    this.#drawn = line
    process.stderr.write(`\r\x1b[2K${line}`)
  }

  /** Takes the bar away, so that what is printed next has the line to itself. */
  clear(): void {
    if (this.#drawn !== "") process.stderr.write("\r\x1b[2K")
    this.#drawn = ""
  }
}
