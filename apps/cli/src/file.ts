import { once } from "node:events"
import { createWriteStream } from "node:fs"
import { rename, rm } from "node:fs/promises"
import { usage } from "./failure"

/** A text that the API hands out in pieces. */
interface Piece {
  csv: string
  nextCursor: string | null
}

/** The pieces of such a text, one after the other. */
export async function* piecesOf(read: (cursor: string | null) => Promise<Piece>): AsyncGenerator<string> {
  let cursor: string | null = null
  do {
    const piece: Piece = await read(cursor)
    if (piece.csv !== "") yield piece.csv
    cursor = piece.nextCursor
  } while (cursor !== null)
}

/** Writes a file whole or not at all: what was there stays until the last piece has come. */
export async function writeFileOf(path: string, pieces: AsyncIterable<string | Uint8Array>): Promise<void> {
  const part = `${path}.${process.pid}.part`
  const file = createWriteStream(part, { flags: "wx" })
  try {
    await once(file, "open")
    for await (const piece of pieces) if (!file.write(piece)) await once(file, "drain")
    file.end()
    await once(file, "close")
    await rename(part, path)
  } catch (error) {
    file.destroy()
    await rm(part, { force: true })
    if (error instanceof Error && "syscall" in error)
      throw usage(`${path} cannot be written: ${error.message}.`)
    throw error
  }
}

/** Writes to the standard output no faster than it is read. */
export async function writeOutputOf(pieces: AsyncIterable<string | Uint8Array>): Promise<void> {
  for await (const piece of pieces) if (!process.stdout.write(piece)) await once(process.stdout, "drain")
}
