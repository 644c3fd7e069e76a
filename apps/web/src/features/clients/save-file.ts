import type { CsvPiece } from "@alphas/domain/clients/import"

/** Fetches a file that is handed out in pieces and lets the browser save it. */
export async function saveFile(
  name: string,
  piece: (cursor: string | null) => Promise<CsvPiece>,
): Promise<void> {
  const parts: string[] = []
  let cursor: string | null = null
  do {
    const next: CsvPiece = await piece(cursor)
    parts.push(next.csv)
    cursor = next.nextCursor
  } while (cursor !== null)
  saveText(name, parts.join(""))
}

/** Lets the browser save a text as a file. */
export function saveText(name: string, text: string): void {
  const link = document.createElement("a")
  link.href = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }))
  link.download = name
  link.click()
  URL.revokeObjectURL(link.href)
}
