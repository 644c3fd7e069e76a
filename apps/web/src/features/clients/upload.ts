"use client"

import { importLimits } from "@alphas/domain/clients/import"
import type { Client } from "../../data/client"

/** A file that cannot be imported, told before anything is sent. */
export class UploadProblem extends Error {}

/**
 * Sends a file in pieces, each of which the server takes once however often it arrives, and answers the import's id.
 * `onProgress` hears of the share that has arrived, 0 to 1.
 */
export async function uploadImport(
  client: Client,
  file: File,
  onProgress: (share: number) => void,
): Promise<string> {
  const pieces = Math.ceil(file.size / importLimits.piece)
  if (pieces === 0) throw new UploadProblem("This file is empty.")
  if (pieces > importLimits.pieces) {
    throw new UploadProblem("This file is larger than 100 MiB. Import it in several files.")
  }
  const { id } = await client.clients.imports.start.mutate({ fileName: file.name })
  for (let index = 0; index < pieces; index++) {
    const piece = file.slice(index * importLimits.piece, (index + 1) * importLimits.piece)
    await client.clients.imports.append.mutate({ id, index, content: await base64(piece) })
    onProgress((index + 1) / pieces)
  }
  await client.clients.imports.finish.mutate({ id, pieces })
  return id
}

function base64(piece: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ""))
    reader.onerror = () => reject(new UploadProblem("This file could not be read. Choose it again."))
    reader.readAsDataURL(piece)
  })
}
