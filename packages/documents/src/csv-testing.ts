import { type CsvFile, type CsvRow, readCsv } from "./csv-read"

/** A file as it comes over the wire: in pieces of a size that no character cares about. */
export async function* piecesOf(content: string | Uint8Array, size = 7): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(content)
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

/** The whole file, with its rows as a list. */
export async function readAll(
  content: string | Uint8Array,
  size?: number,
): Promise<Omit<CsvFile, "rows"> & { rows: CsvRow[] }> {
  const file = await readCsv(piecesOf(content, size))
  const rows: CsvRow[] = []
  for await (const row of file.rows) rows.push(row)
  const { encoding, delimiter, header, ours } = file
  return { encoding, delimiter, header, ours, rows }
}
