import type { HttpResponse } from "./http"

/** Headers of a file that is to be saved and never shown as a page, whatever is in it. */
export const attachmentHeaders = (file: {
  name: string
  type: string
  size: number
  requestId: string
}): HttpResponse["headers"] => [
  ["content-type", file.type],
  ["content-length", String(file.size)],
  ["content-disposition", dispositionOf(file.name)],
  ["content-security-policy", "default-src 'none'; sandbox"],
  ["x-content-type-options", "nosniff"],
  ["cross-origin-resource-policy", "same-origin"],
  ["cache-control", "private, no-cache"],
  ["x-request-id", file.requestId],
]

/** `attachment` with the name in ASCII, and as it is for whoever reads RFC 6266 and 8187. */
function dispositionOf(name: string): string {
  const ascii = name.replace(/[^\x20-\x7e]|["\\%]/g, "_")
  const exact = encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)
  return `attachment; filename="${ascii}"; filename*=UTF-8''${exact}`
}
