import type { DocumentLanguage, Seller } from "@alphas/domain/money/billing"
import PDFDocument from "pdfkit"
import type { DocumentWords } from "../words/document-words"
import { type Line, type Style, Typesetter } from "./typesetter"

const ink = "#1f2328"
const grey = "#6b7280"

/** Points from line to line, in sizes of the font. */
const leading = 1.4

export const styles = {
  text: { size: 9, weight: "regular", colour: ink },
  strong: { size: 9, weight: "bold", colour: ink },
  small: { size: 7.5, weight: "regular", colour: grey },
  total: { size: 11, weight: "bold", colour: ink },
} satisfies Record<string, Style>

export interface Block {
  x: number
  width: number
  style?: Style
  align?: "left" | "right"
}

/** A logo, as PNG or JPEG. */
export interface Logo {
  bytes: Uint8Array
}

interface SheetOptions {
  seller: Seller
  language: DocumentLanguage
  title: string
  /** Day of the document, `YYYY-MM-DD`: nothing of the hour at which it is drawn is in the file. */
  day: string | null
  logo: Logo | null
}

/**
 * Pages of a letter, filled from above: where one is full the next begins. Each ends with who sends it and with its number.
 * The same calls give the same bytes.
 */
export class Sheet {
  readonly type: Typesetter
  readonly left = 57
  readonly right: number
  readonly width: number
  /** Where what is written next begins, in points from above. */
  y = 50
  /** The agency's colour, and the same for text: one that is too pale to be read is not used for that. */
  readonly colour: string
  readonly textColour: string
  private readonly bottom: number
  private readonly doc: InstanceType<typeof PDFDocument>
  private readonly done: Promise<Buffer>
  private readonly footer: Line[][]

  constructor(private readonly options: SheetOptions) {
    const { seller, language, title, day } = options
    const made = new Date(`${day ?? "2000-01-01"}T00:00:00Z`)
    this.doc = new PDFDocument({
      ...{ size: seller.paper === "a4" ? "A4" : "LETTER", margin: 0, bufferPages: true, font: "" },
      ...{ pdfVersion: "1.7", lang: language, displayTitle: true },
      info: { Title: title, Author: seller.name, Creator: "Alphas", CreationDate: made, ModDate: made },
    })
    this.done = collected(this.doc)
    this.type = new Typesetter(this.doc)
    this.right = this.doc.page.width - this.left
    this.width = this.right - this.left
    this.colour = seller.colour
    this.textColour = isReadable(seller.colour) ? seller.colour : ink
    this.footer = this.footerOf(seller)
    const lines = Math.max(...this.footer.map((each) => each.length))
    this.bottom = this.doc.page.height - 48 - lines * styles.small.size * leading
  }

  /** Points that are left on this page. */
  get room(): number {
    return this.bottom - this.y
  }

  /** Points that a page has which nothing stands on. */
  get pageRoom(): number {
    return this.bottom - 50
  }

  newPage(): void {
    this.doc.addPage()
    this.y = 50
  }

  /** Begins a page unless so many points are left on this one. */
  need(points: number): void {
    if (this.room < points) this.newPage()
  }

  heightOf(lines: readonly Line[], style: Style): number {
    return lines.length * style.size * leading
  }

  /** Draws lines from `top` on, and says where they end. Nothing is checked: they must have room. */
  put(lines: readonly Line[], top: number, { x, width, style = styles.text, align = "left" }: Block): number {
    let y = top
    for (const line of lines) {
      const at = align === "right" ? x + width - line.width : x
      this.type.draw(line, at, y + style.size * 1.05, style)
      y += style.size * leading
    }
    return y
  }

  /** Sets text at `top` and says where it ends. */
  text(text: string, top: number, block: Block): number {
    return this.put(this.type.lines(text, block.style ?? styles.text, block.width), top, block)
  }

  /** A paragraph that goes on where the last one ended, line by line, over as many pages as it takes. */
  flow(text: string, block: Block): void {
    const style = block.style ?? styles.text
    for (const line of this.type.lines(text, style, block.width)) {
      this.need(style.size * leading)
      this.y = this.put([line], this.y, block)
    }
  }

  rule(y: number, { x, width }: Block, colour = "#d0d7de", thickness = 0.5): void {
    this.doc
      .moveTo(x, y)
      .lineTo(x + width, y)
      .lineWidth(thickness)
      .strokeColor(colour)
      .stroke()
  }

  box(x: number, y: number, width: number, height: number, colour: string): void {
    this.doc.rect(x, y, width, height).fill(colour)
  }

  /** The logo within a box at the top right; without one the sender's name in the agency's colour. */
  letterhead(): void {
    const { logo, seller } = this.options
    const block: Block = { x: this.left, width: this.width }
    this.box(0, 0, this.doc.page.width, 6, this.colour)
    if (logo === null) {
      const style: Style = { size: 15, weight: "bold", colour: this.textColour }
      this.text(seller.name, 34, { ...block, style, align: "right" })
    } else {
      this.doc.image(Buffer.from(logo.bytes), this.right - 180, 26, {
        ...{ fit: [180, 56], align: "right", valign: "center" },
      })
    }
  }

  /** Writes what stands at the foot of every page, and ends the file. */
  async end(words: DocumentWords): Promise<Buffer> {
    const { start, count } = this.doc.bufferedPageRange()
    const top = this.bottom + 14
    const column = (this.width - 60) / this.footer.length
    for (let page = 0; page < count; page++) {
      this.doc.switchToPage(start + page)
      this.rule(top - 6, { x: this.left, width: this.width })
      this.footer.forEach((lines, at) => {
        this.put(lines, top, { x: this.left + at * column, width: column, style: styles.small })
      })
      const number = this.type.line(words.page(page + 1, count), styles.small)
      this.put([number], top, { x: this.right - 60, width: 60, style: styles.small, align: "right" })
    }
    this.doc.end()
    return this.done
  }

  private footerOf(seller: Seller): Line[][] {
    const { street, postalCode, city } = seller.address
    const columns = [
      [seller.name, street, [postalCode, city].filter((each) => each !== null).join(" ")],
      [seller.phone, seller.email, seller.website],
      [seller.vatId, seller.taxNumber, seller.iban],
    ]
    const width = (this.width - 60) / columns.length - 10
    return columns.map((column) =>
      column.flatMap((each) =>
        each === null || each === "" ? [] : this.type.lines(each, styles.small, width).slice(0, 2),
      ),
    )
  }
}

async function collected(doc: InstanceType<typeof PDFDocument>): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of doc) parts.push(part as Buffer) // a stream of bytes
  return Buffer.concat(parts)
}

/** Whether large text in this colour (`#rrggbb`) stands out from white: a contrast of 3 to 1 (WCAG 2.2, 1.4.3). */
function isReadable(colour: string): boolean {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05) >= 3
}
