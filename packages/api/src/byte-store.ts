import { createHash } from "node:crypto"
import { createReadStream } from "node:fs"
import { mkdir, open, rename, rm, stat } from "node:fs/promises"
import { join } from "node:path"
import type { Readable } from "node:stream"
import { newId } from "@alphas/domain/ids"

/** Bytes that have come in and are not kept yet: `keep` puts them in their place, `discard` forgets them. */
export interface Incoming {
  /** In hexadecimal. */
  sha256: string
  /** How many there are. */
  size: number
  keep(): Promise<void>
  discard(): Promise<void>
}

/** Where the bytes of files are, named by their SHA-256 and written once. */
export interface ByteStore {
  /** Takes bytes as they come; whatever `bytes` throws is thrown, and nothing is left. */
  put(bytes: AsyncIterable<Uint8Array>): Promise<Incoming>
  /** The bytes of a name; null when there are none. */
  get(sha256: string): Promise<{ size: number; stream: () => Readable } | null>
  /** Removes them; no error when there are none. */
  remove(sha256: string): Promise<void>
}

/** A store on the local disk, below `folder`, which is made when it is first needed. */
export function diskStore(folder: string): ByteStore {
  const placeOf = (sha256: string): string => {
    // Whatever else is asked for must not lead out of the folder.
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error("This is not a SHA-256.")
    return join(folder, sha256.slice(0, 2), sha256)
  }
  return {
    async put(bytes) {
      const coming = join(folder, "coming", newId())
      await mkdir(join(folder, "coming"), { recursive: true })
      const discard = () => rm(coming, { force: true })
      const file = await open(coming, "wx")
      const hash = createHash("sha256")
      let size = 0
      try {
        for await (const chunk of bytes) {
          hash.update(chunk)
          size += chunk.byteLength
          await file.writeFile(chunk)
        }
        await file.sync()
      } catch (error) {
        await file.close()
        await discard()
        throw error
      }
      await file.close()
      const sha256 = hash.digest("hex")
      return {
        ...{ sha256, size, discard },
        async keep() {
          const place = placeOf(sha256)
          await mkdir(join(place, ".."), { recursive: true })
          await rename(coming, place)
        },
      }
    },
    async get(sha256) {
      const place = placeOf(sha256)
      const found = await stat(place).catch(() => null)
      return found === null ? null : { size: found.size, stream: () => createReadStream(place) }
    },
    remove: (sha256) => rm(placeOf(sha256), { force: true }),
  }
}
