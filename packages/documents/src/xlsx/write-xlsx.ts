import { writeZip } from "../zip-stream"
import type { Cell } from "./cell"
import { SheetRows } from "./sheet-rows"

export interface SheetColumn {
  title: string
  /** In letters of the usual size. */
  width: number
}

/** Rows that a sheet holds, its head among them. */
export const mostRows = 1_048_576

/** Characters after which a piece of a sheet is handed on. */
const piece = 131_072

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
const relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
const packaged = "http://schemas.openxmlformats.org/package/2006"

/**
 * One sheet as an Excel workbook (ECMA-376), with its head in bold and always in sight. It is written while the rows come, in
 * flat memory; whoever reads slowly holds them back. The same rows are the same bytes.
 * @throws RangeError when there are more rows than a sheet holds; Error when one is not as wide as the head.
 */
export async function* writeXlsx(
  { name, columns }: { name: string; columns: readonly SheetColumn[] },
  rows: AsyncIterable<readonly Cell[]> | Iterable<readonly Cell[]>,
): AsyncIterable<Uint8Array> {
  const sheet = new SheetRows(columns.length)
  const file = (path: string, text: string) => ({ name: path, pieces: [Buffer.from(declaration + text)] })
  yield* writeZip(
    (function* () {
      yield file("[Content_Types].xml", contentTypes)
      yield file("_rels/.rels", relationsTo([["officeDocument", "xl/workbook.xml"]]))
      yield file("xl/workbook.xml", workbook(name))
      yield file(
        "xl/_rels/workbook.xml.rels",
        relationsTo([
          ["worksheet", "worksheets/sheet1.xml"],
          ["styles", "styles.xml"],
        ]),
      )
      yield { name: "xl/worksheets/sheet1.xml", pieces: sheetPieces(columns, rows, sheet) }
      // What formats the cells turned out to need is known at the end.
      yield file("xl/styles.xml", sheet.styles.xml())
    })(),
  )
}

async function* sheetPieces(
  columns: readonly SheetColumn[],
  rows: AsyncIterable<readonly Cell[]> | Iterable<readonly Cell[]>,
  sheet: SheetRows,
): AsyncIterable<Uint8Array> {
  const widths = columns.map(
    ({ width }, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`,
  )
  let text =
    `${declaration}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0">` +
    `<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>` +
    `<cols>${widths.join("")}</cols><sheetData>` +
    sheet.head(columns.map(({ title }) => title))
  for await (const row of rows) {
    if (sheet.count >= mostRows) throw new RangeError(`A sheet holds ${mostRows} rows at the most.`)
    text += sheet.row(row)
    if (text.length >= piece) {
      yield Buffer.from(text)
      text = ""
    }
  }
  yield Buffer.from(`${text}</sheetData></worksheet>`)
}

const contentTypes =
  `<Types xmlns="${packaged}/content-types">` +
  `<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
  `<Default Extension="xml" ContentType="application/xml"/>` +
  Object.entries({ workbook: "sheet.main", "worksheets/sheet1": "worksheet", styles: "styles" })
    .map(
      ([path, type]) =>
        `<Override PartName="/xl/${path}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${type}+xml"/>`,
    )
    .join("") +
  "</Types>"

const relationsTo = (targets: readonly (readonly [type: string, path: string])[]): string =>
  `<Relationships xmlns="${packaged}/relationships">${targets
    .map(([type, path], at) => `<Relationship Id="r${at + 1}" Type="${relations}/${type}" Target="${path}"/>`)
    .join("")}</Relationships>`

/** A sheet's name has at most 31 characters, and none that a formula needs to refer to it. */
const workbook = (name: string): string => {
  const plain =
    [...name.replace(/[[\]:*?/\\<>&"'\p{Cc}\p{Cs}]/gu, " ").trim()].slice(0, 31).join("") || "Sheet"
  return (
    `<workbook xmlns="${main}" xmlns:r="${relations}"><sheets>` +
    `<sheet name="${plain}" sheetId="1" r:id="r1"/></sheets></workbook>`
  )
}
