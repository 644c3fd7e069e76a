import { line } from "../text"

/** Bytes of a receipt at the most. */
export const receiptLimit = 15 * 1024 * 1024
/** Receipts of one expense at the most. */
export const mostReceipts = 10

export const receiptTypes = [
  "application/pdf",
  "image/png",
  "image/jpeg",
  "image/webp",
  "image/heic",
] as const
export type ReceiptType = (typeof receiptTypes)[number]

export const receiptTypeLabels: Record<ReceiptType, string> = {
  "application/pdf": "PDF",
  "image/png": "PNG",
  "image/jpeg": "JPEG",
  "image/webp": "WebP",
  "image/heic": "HEIC",
}

/** What the names of such files end in, in lower case. */
const endings: Readonly<Record<string, ReceiptType>> = {
  pdf: "application/pdf",
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  webp: "image/webp",
  heic: "image/heic",
  heif: "image/heic",
}

/** The value of `accept` of a file input. */
export const receiptAccept = [...receiptTypes, ...Object.keys(endings).map((ending) => `.${ending}`)].join(
  ",",
)

/** The type that a file's name says; null for every other kind of file. */
export const typeByName = (name: string): ReceiptType | null =>
  endings[/\.([a-z]+)$/i.exec(name)?.[1]?.toLowerCase() ?? ""] ?? null

/** What has to be there of a file to know its type. */
export const signatureLength = 64

const ascii = (bytes: Uint8Array, from: number, to: number) =>
  String.fromCharCode(...bytes.subarray(from, to))
const starts = (bytes: Uint8Array, signature: readonly number[]) =>
  signature.every((value, at) => bytes[at] === value)

/** Brands of HEIF with HEVC inside, as phones write them (ISO/IEC 23008-12). */
const heifBrands = ["heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1"]

/** The type that a file begins like; null for what is not accepted. `bytes` are its first `signatureLength`. */
export function typeByBytes(bytes: Uint8Array): ReceiptType | null {
  if (ascii(bytes, 0, 5) === "%PDF-") return "application/pdf"
  if (starts(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return "image/png"
  if (starts(bytes, [0xff, 0xd8, 0xff])) return "image/jpeg"
  if (ascii(bytes, 0, 4) === "RIFF" && ascii(bytes, 8, 12) === "WEBP") return "image/webp"
  if (ascii(bytes, 4, 8) === "ftyp" && heifBrands.includes(ascii(bytes, 8, 12))) return "image/heic"
  return null
}

/** The name of a receipt: one line, without what a path is made of. */
export const ReceiptName = line(200).refine((name) => !/[/\\]/.test(name), "A file's name holds no slashes.")

const kinds = Object.values(receiptTypeLabels)
  .join(", ")
  .replace(/, (\w+)$/, " or $1")

/** Why a file is no receipt; null when it is one. @param bytes its first `signatureLength`. */
export function receiptProblem(name: string, bytes: Uint8Array): string | null {
  const said = typeByName(name)
  if (said === null) return `Receipts are files of these kinds: ${kinds}. Choose another file.`
  const found = typeByBytes(bytes)
  if (found === said) return null
  const is = found === null ? "is none" : `is a ${receiptTypeLabels[found]}`
  return `This file is named like a ${receiptTypeLabels[said]} and ${is}. Choose the original file.`
}

/** A receipt of an expense. */
export interface Receipt {
  id: string
  name: string
  type: ReceiptType
  /** Bytes. */
  size: number
  addedAt: string
}
