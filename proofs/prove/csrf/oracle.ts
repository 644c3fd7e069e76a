/**
 * Where a request comes from, by what a browser says of it: written down from the Fetch standard ("Origin", 3.2) and
 * W3C Fetch Metadata, apart from the product. The cookie is always there, for a browser adds it by itself.
 */
export const ours = "http://localhost:3000"
export const foreign = "https://evil.example"

const contentTypes = [
  "application/json",
  "text/plain",
  "multipart/form-data; boundary=----x",
  "application/x-www-form-urlencoded",
  undefined,
] as const
export const origins = [ours, foreign, "null", undefined] as const
export const sites = ["same-origin", "same-site", "cross-site", "none", undefined] as const

export interface Cell {
  contentType: (typeof contentTypes)[number]
  origin: (typeof origins)[number]
  site: (typeof sites)[number]
}

/**
 * Whether a call is certainly made by a page of ours. Our pages name themselves in `Origin`, and are of the same site
 * as the server, be it on another port. A browser that leaves `Origin` out must say that both are the same.
 */
export function isOurs({ origin, site }: Pick<Cell, "origin" | "site">): boolean {
  if (site === "cross-site") return false
  if (origin === undefined) return site === "same-origin"
  return origin === ours
}

/** Whether a call must be carried out: ours, and of the one content type that no form can send. */
export const mustRun = (cell: Cell): boolean => isOurs(cell) && cell.contentType === "application/json"

export const cells: Cell[] = contentTypes.flatMap((contentType) =>
  origins.flatMap((origin) => sites.map((site) => ({ contentType, origin, site }))),
)

/** Origins that look like ours and are not. */
export const lookAlikes = [
  "http://localhost:3000.evil.example",
  "http://evil.example:3000",
  "http://notlocalhost:3000",
  "http://localhost.evil.example:3000",
  "https://localhost:3000",
  "http://localhost:3001",
  "http://localhost",
  "http://localhost:30000",
  `${ours}, ${foreign}`,
  `${foreign}, ${ours}`,
  "file://",
  "about:blank",
  "localhost:3000",
  "*",
]

/** Content types that a form or a script can send without asking, and that speak of JSON all the same. */
export const disguises = [
  "text/plain; application/json",
  "text/plain;charset=application/json",
  "text/plain, application/json",
  "text/plain;x=application/json;",
  "multipart/form-data; boundary=application/json",
  "application/x-www-form-urlencoded; charset=UTF-8; application/json",
  "application/jsonp",
  "application/json-seq",
  "text/json",
]
