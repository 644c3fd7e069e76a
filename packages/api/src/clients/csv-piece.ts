import { writeCsv } from "@alphas/documents/csv-write"

/**
 * Some rows of a file that goes out in pieces; the first piece has the header, and a byte order mark, without which
 * Excel takes UTF-8 for something else.
 */
export async function csvPiece(
  header: readonly string[],
  rows: Iterable<readonly string[]>,
  first: boolean,
): Promise<string> {
  let text = ""
  for await (const part of writeCsv(header, rows, first ? { bom: true } : { continues: true })) text += part
  return text
}
