/// <reference path="./linebreak.d.ts" />
import bidiFactory from "bidi-js"
import LineBreaker from "linebreak"
import type PDFDocument from "pdfkit"
import { type Family, familyOf, fontOf, isPlain, type Weight } from "./fonts"

export interface Style {
  /** Points. */
  size: number
  weight: Weight
  colour: string
}

/** Letters of one font and direction. */
interface Run {
  text: string
  family: Family
  rightToLeft: boolean
}

/** A line as it is drawn: runs from left to right. */
export interface Line {
  runs: Run[]
  /** Points. */
  width: number
}

const bidi = bidiFactory()
const rightToLeft = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u

/** What pdfkit's type of itself leaves out: the font that is set, and what of it has letters. */
interface WithFont {
  _font: { font: { hasGlyphForCodePoint: (point: number) => boolean } }
}

/**
 * Breaks text into lines (UAX 14), puts each in the order in which it is read (UAX 9), finds a font for every letter, and
 * draws. pdfkit shapes letters within a run, and knows neither of the three.
 */
export class Typesetter {
  private readonly known = new Set<string>()
  private readonly widths = new Map<string, number>()

  constructor(private readonly doc: InstanceType<typeof PDFDocument>) {}

  /** Lines of at most `width` points. A word that is longer is broken where it must be. */
  lines(text: string, style: Style, width: number): Line[] {
    return cleaned(text)
      .split("\n")
      .flatMap((paragraph) => this.paragraph(paragraph, style, width))
  }

  /** Text on one line, however long. */
  line(text: string, style: Style): Line {
    const [line = { runs: [], width: 0 }] = this.lines(
      text.replace(/\s*\n\s*/g, " "),
      style,
      Number.POSITIVE_INFINITY,
    )
    return line
  }

  /** Draws a line with its letters standing on `baseline`. */
  draw(line: Line, x: number, baseline: number, style: Style): void {
    let at = x
    for (const run of line.runs) {
      this.use(run.family, style.weight)
      this.doc
        .fontSize(style.size)
        .fillColor(style.colour)
        .text(run.text, at, baseline, { ...shaping(run), lineBreak: false, baseline: "alphabetic" })
      at += this.widthOf(run, style)
    }
  }

  private paragraph(text: string, style: Style, width: number): Line[] {
    if (text === "") return [{ runs: [], width: 0 }]
    const families = this.familiesOf(text)
    const levels = rightToLeft.test(text) ? bidi.getEmbeddingLevels(text).levels : null
    const runsOf = (from: number, to: number) => runsBetween(text, families, levels, from, to)
    const size = (from: number, to: number) =>
      runsOf(from, to).reduce((sum, run) => sum + this.widthOf(run, style), 0)
    const lines: Line[] = []
    let from = 0
    const end = (to: number) => {
      const trimmed = from + text.slice(from, to).trimEnd().length
      lines.push({ runs: inOrder(runsOf(from, trimmed), from, levels), width: size(from, trimmed) })
      from = to
    }
    let last = 0
    for (const at of breaksOf(text)) {
      if (size(from, from + text.slice(from, at).trimEnd().length) > width) {
        if (last > from) end(last)
        // A word that no line holds.
        while (size(from, from + text.slice(from, at).trimEnd().length) > width) {
          let to = from + characterAt(text, from)
          while (to < at && size(from, to + characterAt(text, to)) <= width) to += characterAt(text, to)
          end(to)
        }
      }
      last = at
    }
    if (from < text.length) end(text.length)
    return lines
  }

  private familiesOf(text: string): readonly Family[] | null {
    if (isPlain(text)) return null
    this.use("latin", "regular")
    const { font } = (this.doc as unknown as WithFont)._font // set by the line before
    const has = (character: string) => font.hasGlyphForCodePoint(character.codePointAt(0) ?? 0)
    const families: Family[] = []
    let before: Family = "latin"
    for (const character of text) {
      before = familyOf(character, before, has)
      for (let unit = 0; unit < character.length; unit++) families.push(before)
    }
    return families
  }

  private use(family: Family, weight: Weight): void {
    const name = `${family} ${weight}`
    if (!this.known.has(name)) {
      this.doc.registerFont(name, fontOf(family, weight))
      this.known.add(name)
    }
    this.doc.font(name)
  }

  private widthOf(run: Run, { size, weight }: Style): number {
    const key = `${run.family} ${weight} ${run.text}`
    const known = this.widths.get(key)
    if (known !== undefined) return known * size
    this.use(run.family, weight)
    const width = this.doc.fontSize(1).widthOfString(run.text, shaping(run))
    this.widths.set(key, width)
    return width * size
  }
}

/** Text that is read from the right is shaped in one piece, for pdfkit would put its words side by side from the left. */
const shaping = (run: Run): { features?: [] } => (run.rightToLeft ? { features: [] } : {})

/** Text without control characters and half surrogate pairs, with one kind of line end. */
const cleaned = (text: string): string =>
  text
    .normalize("NFC")
    .replace(/\r\n|[\r\u0085\u2028\u2029]/g, "\n")
    .replace(/\t/g, " ")
    .replace(/(?!\n)\p{Cc}|\p{Cs}|[\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/gu, "")
    .trimEnd()

const characterAt = (text: string, at: number): number => ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1)

function* breaksOf(text: string): Iterable<number> {
  const breaker = new LineBreaker(text)
  for (let each = breaker.nextBreak(); each !== null; each = breaker.nextBreak()) yield each.position
}

function runsBetween(
  text: string,
  families: readonly Family[] | null,
  levels: Uint8Array | null,
  from: number,
  to: number,
): Run[] {
  if (from >= to) return []
  if (families === null && levels === null)
    return [{ text: text.slice(from, to), family: "latin", rightToLeft: false }]
  const runs: Run[] = []
  let start = from
  for (let at = from + 1; at <= to; at++) {
    if (at < to && families?.[at] === families?.[start] && levels?.[at] === levels?.[start]) continue
    runs.push(runOf(text.slice(start, at), families?.[start] ?? "latin", levels?.[start] ?? 0))
    start = at
  }
  return runs
}

function runOf(text: string, family: Family, level: number): Run {
  if (level % 2 === 0) return { text, family, rightToLeft: false }
  const mirrored = [...text].map((each) => bidi.getMirroredCharacter(each) ?? each)
  // A font lays the letters of its own script out from the right; brackets and dashes in between are turned here.
  const own = family === "arabic" || family === "hebrew"
  return { text: (own ? mirrored : mirrored.reverse()).join(""), family, rightToLeft: own }
}

/** Runs in the order in which they stand on the line (UAX 9, rule L2). */
function inOrder(runs: Run[], from: number, levels: Uint8Array | null): Run[] {
  if (levels === null) return runs
  let at = from
  const placed = runs.map((run) => {
    const level = levels[at] ?? 0
    at += run.text.length
    return { run, level }
  })
  const highest = Math.max(0, ...placed.map(({ level }) => level))
  for (let level = highest; level > 0; level--) {
    for (let start = 0; start < placed.length; start++) {
      let end = start
      while (end < placed.length && (placed[end]?.level ?? 0) >= level) end++
      if (end > start) placed.splice(start, end - start, ...placed.slice(start, end).reverse())
      start = end
    }
  }
  return placed.map(({ run }) => run)
}
