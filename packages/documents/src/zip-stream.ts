import { Readable } from "node:stream"
import { pipeline } from "node:stream/promises"
import { crc32, createDeflateRaw } from "node:zlib"

/** A file in an archive: its pieces are asked for when those before them are on their way. */
export interface ZipEntry {
  name: string
  pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>
}

/** zlib's level: higher ones take several times as long for a tenth less. */
const level = 2
/** 1 January 1980, the first day of MS-DOS: the same files are the same archive at any time. */
const dosTime = Buffer.from([0, 0, 0x21, 0])
/** Bit 3: sizes follow the data; bit 11: names are UTF-8. Method 8 is deflate. (APPNOTE 4.4.4, 4.4.5) */
const kind = Buffer.from([20, 0, 0x08, 0x08, 8, 0])
/** Without the extensions of ZIP64. */
const largest = 0xffffffff

interface Written {
  name: Buffer
  crc: number
  packed: number
  size: number
  at: number
}

/**
 * A ZIP archive (APPNOTE 6.3.10), written while its files are made: memory stays flat however long they are, and whoever
 * reads slowly holds the making back.
 * @throws RangeError beyond 4 GiB.
 */
export async function* writeZip(
  entries: Iterable<ZipEntry> | AsyncIterable<ZipEntry>,
): AsyncIterable<Uint8Array> {
  const written: Written[] = []
  let at = 0
  for await (const { name, pieces } of entries) {
    const entry: Written = { name: Buffer.from(name), crc: 0, packed: 0, size: 0, at }
    const head = Buffer.concat([
      word(0x04034b50),
      kind,
      dosTime,
      Buffer.alloc(12),
      short(entry.name.length),
      short(0),
      entry.name,
    ])
    yield head
    const counted = async function* () {
      for await (const piece of pieces) {
        entry.crc = crc32(piece, entry.crc)
        entry.size += piece.byteLength
        yield piece
      }
    }
    const deflate = createDeflateRaw({ level, chunkSize: 65_536 })
    const fed = pipeline(Readable.from(counted(), { objectMode: true, highWaterMark: 2 }), deflate)
    // Its error comes out of the loop below; only whoever stops reading leaves it alone.
    fed.catch(() => undefined)
    for await (const part of deflate) {
      entry.packed += part.length
      yield part
    }
    await fed
    const sizes = sizesOf(entry)
    yield Buffer.concat([word(0x08074b50), sizes])
    at += head.length + entry.packed + 4 + sizes.length
    if (Math.max(at, entry.size) > largest) throw new RangeError("This archive is larger than 4 GiB.")
    written.push(entry)
  }
  const directory = Buffer.concat(written.map(directoryEntry))
  const count = short(written.length)
  yield Buffer.concat([
    ...[directory, word(0x06054b50), Buffer.alloc(4), count, count],
    ...[word(directory.length), word(at), short(0)],
  ])
}

const directoryEntry = (entry: Written): Buffer =>
  Buffer.concat([
    ...[word(0x02014b50), short(20), kind, dosTime, sizesOf(entry), short(entry.name.length)],
    ...[Buffer.alloc(12), word(entry.at), entry.name],
  ])

const sizesOf = ({ crc, packed, size }: Written): Buffer =>
  Buffer.concat([word(crc), word(packed), word(size)])

function word(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}

function short(value: number): Buffer {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16LE(value)
  return bytes
}
