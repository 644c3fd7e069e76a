import { declaredDelimiter, guessDelimiter } from "./csv-delimiter"
import { type CsvEncoding, decodingOf } from "./csv-encoding"
import { CsvProblem } from "./csv-problem"
import { protectionColumn, unprotect } from "./csv-protection"
import { type CsvLimits, type CsvRecord, CsvTokenizer, type Delimiter } from "./csv-tokenizer"

export interface CsvRow {
  /** The line of the file on which the row begins; the header is usually line 1. */
  line: number
  /** As many as the header has; missing ones are `""`. */
  values: string[]
  /** What is wrong with this row alone, as a sentence: it has too few or too many columns. */
  problem: string | null
}

export interface CsvFile {
  /** How it is encoded, as far as it was read: pure ASCII counts as UTF-8. */
  readonly encoding: CsvEncoding
  readonly delimiter: Delimiter
  /** The name of each column, trimmed; one without a name is `Column 3`, a second `Name` is `Name (2)`. */
  readonly header: readonly string[]
  /** Whether the file is an export of ours, whose protection against formulas is taken away. */
  readonly ours: boolean
  /**
   * The rows after the header, blank lines left out. To be read once.
   * @throws CsvProblem in the middle, when the file cannot be understood from there on.
   */
  readonly rows: AsyncIterable<CsvRow>
}

const block = 65_536
const usualLimits: CsvLimits = { cell: 100_000, columns: 200 }

/**
 * Opens a CSV file of any usual make: finds out its encoding (UTF-8, UTF-16, windows-1252) and its delimiter (comma,
 * semicolon, tab, bar) from the first 64 KiB, and reads its header. Rows are read as they are asked for, so that memory
 * stays flat whatever the file's size.
 * @throws CsvProblem when the file is empty, is something else than CSV, or its header cannot be read.
 */
export async function readCsv(
  chunks: AsyncIterable<Uint8Array>,
  limits: Partial<CsvLimits> = {},
): Promise<CsvFile> {
  const blocks = inBlocks(chunks)
  try {
    return await open(blocks, { ...usualLimits, ...limits })
  } catch (error) {
    await blocks.return()
    throw error
  }
}

async function open(blocks: AsyncGenerator<Uint8Array, void>, limits: CsvLimits): Promise<CsvFile> {
  const first = await blocks.next()
  const bytes = first.done ? new Uint8Array() : first.value
  const { decoding, bom } = decodingOf(bytes)
  const whole = bytes.length < block
  let head = decoding.write(bytes.subarray(bom), 1)
  if (whole) head += decoding.end()
  const declared = declaredDelimiter(head)
  const delimiter = declared?.delimiter ?? guessDelimiter(head, whole)
  const tokenizer = new CsvTokenizer(delimiter, limits)
  if (declared) tokenizer.skipLine()

  async function* records(): AsyncGenerator<CsvRecord> {
    yield* tokenizer.push(head.slice(declared?.length ?? 0))
    if (!whole) {
      for await (const next of blocks) yield* tokenizer.push(decoding.write(next, tokenizer.line))
      yield* tokenizer.push(decoding.end())
    }
    yield* tokenizer.end()
  }

  const filled = notBlank(records())
  const top = await filled.next()
  if (top.done) throw new CsvProblem("The file is empty.")
  const names = top.value.cells.map((name) => name.trim())
  const mark = names.indexOf(protectionColumn)
  const columns = mark === -1 ? names : names.toSpliced(mark, 1).map(unprotect)
  return {
    get encoding() {
      return decoding.encoding
    },
    delimiter,
    header: distinct(columns),
    ours: mark !== -1,
    rows: rowsOf(filled, names.length, mark),
  }
}

async function* rowsOf(
  records: AsyncIterable<CsvRecord>,
  width: number,
  mark: number,
): AsyncGenerator<CsvRow> {
  for await (const { line, cells } of records) {
    const { length } = cells
    // Spreadsheet programs like to leave empty cells at the end of a row.
    const extra = cells.slice(width).some((cell) => cell !== "")
    const missing = length < width && !(mark === width - 1 && length === width - 1)
    const values = Array.from({ length: width }, (_, index) => cells[index] ?? "")
    yield {
      line,
      values: mark === -1 ? values : values.toSpliced(mark, 1).map(unprotect),
      problem: extra || missing ? wrongWidth(length, width) : null,
    }
  }
}

const counted = (count: number) => `${count} ${count === 1 ? "column" : "columns"}`
const wrongWidth = (length: number, width: number) =>
  `This row has ${counted(length)}, the header has ${width}. Check for missing or extra delimiters and quotes.`

async function* notBlank(records: AsyncIterable<CsvRecord>): AsyncGenerator<CsvRecord> {
  for await (const record of records) if (!record.blank) yield record
}

/** Names that can be told apart. */
function distinct(names: string[]): string[] {
  const taken = new Set(names)
  const seen = new Set<string>()
  return names.map((name, index) => {
    const wanted = name === "" ? `Column ${index + 1}` : name
    let unique = wanted
    for (let count = 2; seen.has(unique) || (unique !== name && taken.has(unique)); count++) {
      unique = `${wanted} (${count})`
    }
    seen.add(unique)
    return unique
  })
}

/** The same bytes in blocks of 64 KiB, the last one shorter: so how a file came makes no difference to how it is read. */
async function* inBlocks(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  let pending = new Uint8Array(block)
  let filled = 0
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; ) {
      const taken = Math.min(block - filled, chunk.length - at)
      pending.set(chunk.subarray(at, at + taken), filled)
      filled += taken
      at += taken
      if (filled === block) {
        yield pending
        pending = new Uint8Array(block)
        filled = 0
      }
    }
  }
  if (filled > 0) yield pending.subarray(0, filled)
}
