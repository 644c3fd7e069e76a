import iconv from "iconv-lite"
import { CsvProblem } from "./csv-problem"
import { lineEnds } from "./csv-tokenizer"

export type CsvEncoding = "utf-8" | "utf-16le" | "utf-16be" | "windows-1252"

/** Turns the bytes of a file into text, block by block. */
export interface TextDecoding {
  /**
   * A file is taken for UTF-8 until it holds bytes that are not ASCII: only the block with the first of them shows
   * whether it is.
   */
  readonly encoding: CsvEncoding
  /** @throws CsvProblem when the bytes are no text; `line` is the one on which the block begins. */
  write(block: Uint8Array, line: number): string
  end(): string
}

const spreadsheet =
  "This is an Excel or ZIP file, not CSV. Open it in your spreadsheet program, save it as CSV (UTF-8) and upload that file."

/** What files begin with that people rename to .csv. */
const signatures: [bytes: number[], sentence: string][] = [
  [[0x50, 0x4b, 0x03, 0x04], spreadsheet],
  [[0x50, 0x4b, 0x05, 0x06], spreadsheet],
  [[0xd0, 0xcf, 0x11, 0xe0], spreadsheet],
  [[0x25, 0x50, 0x44, 0x46, 0x2d], "This is a PDF, not CSV. Get the table as a CSV file."],
  [[0x1f, 0x8b], "This file is compressed (gzip). Unpack it and upload the CSV file inside."],
  [[0xff, 0xfe, 0, 0], "This file is in UTF-32. Save it as CSV in UTF-8."],
  [[0, 0, 0xfe, 0xff], "This file is in UTF-32. Save it as CSV in UTF-8."],
]
const binary =
  "This is not a text file, so it cannot be CSV. Save the table as CSV (UTF-8) and upload that file."

const begins = (bytes: Uint8Array, start: number[]) => start.every((byte, index) => bytes[index] === byte)

/**
 * Finds out how a file is encoded from its first block.
 * @throws CsvProblem when it is something else than text, and says what.
 */
export function decodingOf(head: Uint8Array): { decoding: TextDecoding; bom: number } {
  for (const [start, sentence] of signatures) if (begins(head, start)) throw new CsvProblem(sentence)
  if (begins(head, [0xef, 0xbb, 0xbf])) return { decoding: new EightBit("utf-8"), bom: 3 }
  if (begins(head, [0xff, 0xfe])) return { decoding: new SixteenBit("utf-16le"), bom: 2 }
  if (begins(head, [0xfe, 0xff])) return { decoding: new SixteenBit("utf-16be"), bom: 2 }
  const zeros = [0, 0] as [even: number, odd: number]
  let controls = 0
  for (const [index, byte] of head.entries()) {
    if (byte === 0) zeros[(index % 2) as 0 | 1]++
    else if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d) controls++
  }
  // In UTF-16 one half of most letters, and of every delimiter and line end, is zero: always the same half.
  const [even, odd] = zeros
  const enough = head.length / 20
  if (odd > enough && even * 10 < odd) return { decoding: new SixteenBit("utf-16le"), bom: 0 }
  if (even > enough && odd * 10 < even) return { decoding: new SixteenBit("utf-16be"), bom: 0 }
  if (even + odd + controls > head.length / 10) throw new CsvProblem(binary)
  return { decoding: new EightBit(null), bom: 0 }
}

class SixteenBit implements TextDecoding {
  private readonly decoder: iconv.DecoderStream

  constructor(readonly encoding: "utf-16le" | "utf-16be") {
    this.decoder = iconv.getDecoder(encoding, { stripBOM: false })
  }

  write(block: Uint8Array, line: number): string {
    return withoutNul(this.decoder.write(asBuffer(block)), line)
  }

  end(): string {
    return this.decoder.end() ?? ""
  }
}

/** UTF-8 if the block with the first byte that is not ASCII is valid, windows-1252 (with it latin-1) if not. */
class EightBit implements TextDecoding {
  private readonly utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true })
  private readonly windows = iconv.getDecoder("windows-1252")
  private decided: "utf-8" | "windows-1252" | null

  constructor(known: "utf-8" | null) {
    this.decided = known
  }

  get encoding(): CsvEncoding {
    return this.decided ?? "utf-8"
  }

  write(block: Uint8Array, line: number): string {
    if (this.decided === null && block.some((byte) => byte > 0x7f)) {
      this.decided = validUtf8(block) ? "utf-8" : "windows-1252"
    }
    if (this.decided === "windows-1252") return withoutNul(this.windows.write(asBuffer(block)), line)
    try {
      return withoutNul(this.utf8.decode(block, { stream: true }), line)
    } catch (error) {
      if (error instanceof CsvProblem) throw error
      throw brokenUtf8(line + lineEnds(validStart(block)))
    }
  }

  end(): string {
    if (this.decided === "windows-1252") return this.windows.end() ?? ""
    try {
      return this.utf8.decode()
    } catch {
      throw new CsvProblem("The file ends in the middle of a character, so it is incomplete. Save it again.")
    }
  }
}

const brokenUtf8 = (line: number) =>
  new CsvProblem("the file is not valid UTF-8 from here on. Save the whole file as CSV (UTF-8).", line)

function validUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true })
    return true
  } catch {
    return false
  }
}

/** The longest start of a block that is valid, as text; by halves. */
function validStart(block: Uint8Array): string {
  let good = 0
  let bad = block.length
  while (bad - good > 1) {
    const middle = (good + bad) >> 1
    if (validUtf8(block.subarray(0, middle))) good = middle
    else bad = middle
  }
  return new TextDecoder().decode(block.subarray(0, good))
}

function withoutNul(text: string, line: number): string {
  const at = text.indexOf("\0")
  if (at === -1) return text
  throw new CsvProblem(
    "this contains a NUL character. Save the table again as CSV (UTF-8).",
    line + lineEnds(text.slice(0, at)),
  )
}

const asBuffer = (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
