import { createReadStream } from "node:fs"
import { stat } from "node:fs/promises"
import { basename } from "node:path"
import { importLimits } from "@alphas/domain/clients/import"
import { usage } from "./failure"

/** A file, or the standard input (`-`), to be sent in pieces. */
export interface Source {
  name: string
  /** Bytes; null when that is not known before. */
  size: number | null
  pieces: () => AsyncGenerator<Buffer>
}

/** @throws Failure (usage) when there is no such file, or it is larger than an import takes. */
export async function openSource(path: string): Promise<Source> {
  if (path === "-") return { name: "standard input.csv", size: null, pieces: () => piecesOf(process.stdin) }
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    throw usage(
      error.code === "ENOENT" ? `There is no file ${path}.` : `${path} cannot be read: ${error.message}.`,
    )
  })
  if (!found.isFile()) throw usage(`${path} is not a file.`)
  if (found.size === 0) throw usage(`${path} is empty.`)
  const most = importLimits.piece * importLimits.pieces
  if (found.size > most) {
    throw usage(`${path} is larger than ${most / 1024 / 1024} MiB. Import it in several files.`)
  }
  return { name: basename(path), size: found.size, pieces: () => piecesOf(createReadStream(path)) }
}

/** What a stream gives, cut into pieces as large as the API takes. */
async function* piecesOf(stream: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let held: Buffer[] = []
  let size = 0
  for await (const chunk of stream) {
    held.push(chunk)
    size += chunk.length
    while (size >= importLimits.piece) {
      const all = Buffer.concat(held)
      yield all.subarray(0, importLimits.piece)
      held = [all.subarray(importLimits.piece)]
      size -= importLimits.piece
    }
  }
  if (size > 0) yield Buffer.concat(held)
}
