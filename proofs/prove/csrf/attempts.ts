import {
  type Cell,
  cells,
  disguises,
  foreign,
  isOurs,
  lookAlikes,
  mustRun,
  origins,
  ours,
  sites,
} from "./oracle"
import { type Answer, callOverSocket, type Headers, preflight, send } from "./wire"

/** A call as it is tried: what is on trial, whether it must be carried out, and how it is sent. */
export interface Attempt {
  name: string
  runs: boolean
  /** It must be refused for where it comes from, and not for anything else: else it would show nothing. */
  atBorder: boolean
  send: (call: Call) => Promise<Answer>
}

/** A call that would be carried out if it came from our pages. */
export interface Call {
  port: number
  path: string
  cookie: string
  input: unknown
}

const json = "application/json"
const text = JSON.stringify
const headersOf = ({ contentType, origin, site }: Partial<Cell>): Headers => ({
  "content-type": contentType,
  origin,
  "sec-fetch-site": site,
})

function post(name: string, runs: boolean, headers: Headers, cookie = true): Attempt {
  return {
    name,
    runs,
    atBorder: true,
    send: (call) =>
      send(
        call.port,
        "POST",
        `/api/trpc/${call.path}`,
        cookie ? { ...headers, cookie: call.cookie } : headers,
        text(call.input),
      ),
  }
}

const describe = ({ contentType, origin, site }: Cell) =>
  `${contentType ?? "no type"}, ${origin ?? "no origin"}, ${site ?? "no site"}`

/** Content type x Origin x Sec-Fetch-Site, with the cookie. */
const matrix = cells.map((cell) => post(describe(cell), mustRun(cell), headersOf(cell)))

const pretenders = [
  ...lookAlikes.flatMap((origin) =>
    [undefined, "same-origin", "cross-site"].map((site) =>
      post(`origin ${origin}, ${site ?? "no site"}`, false, {
        "content-type": json,
        origin,
        "sec-fetch-site": site,
      }),
    ),
  ),
  post("two origins", false, { "content-type": json, origin: [ours, foreign] }),
  post("a token that is none beside the cookie", false, {
    "content-type": json,
    origin: foreign,
    authorization: "Bearer alp_x",
  }),
  ...disguises.map((type) => post(`disguised as ${type}`, false, { "content-type": type, origin: ours })),
]

const jsonOfOurs: Headers = { "content-type": json, origin: ours, "sec-fetch-site": "same-origin" }

function other(name: string, method: string, more: Headers = {}, query = "", withBody = true): Attempt {
  return {
    name,
    runs: false,
    atBorder: false,
    send: ({ port, path, cookie, input }) =>
      send(
        port,
        method,
        `/api/trpc/${path}?${query}input=${encodeURIComponent(text(input))}`,
        { ...jsonOfOurs, cookie, ...more },
        withBody ? text(input) : undefined,
      ),
  }
}

/** Only POST writes, whatever else a request says; from our own page, so that the method alone is on trial. */
const methods = [
  other("GET", "GET", {}, "", false),
  other("GET with a body", "GET"),
  other("GET that says POST in its address", "GET", {}, "_method=POST&", false),
  ...["x-http-method-override", "x-http-method", "x-method-override"].map((name) =>
    other(`GET with ${name}`, "GET", { [name]: "POST" }, "", false),
  ),
  ...["HEAD", "PUT", "PATCH", "DELETE", "OPTIONS"].map((method) => other(method, method)),
  other("a preflight", "OPTIONS", preflight, "", false),
]

function batch(name: string, runs: boolean, method: string, headers: Headers, before = ""): Attempt {
  const at = before === "" ? "0" : "1"
  return {
    name,
    runs,
    atBorder: method === "POST",
    send: ({ port, path, cookie, input }) => {
      const inputs = text({ [at]: input })
      const query = method === "GET" ? `&input=${encodeURIComponent(inputs)}` : ""
      const body = method === "GET" ? undefined : inputs
      return send(port, method, `/api/trpc/${before}${path}?batch=1${query}`, { ...headers, cookie }, body)
    },
  }
}

const batches = [
  batch("a batch from our page", true, "POST", jsonOfOurs),
  batch("a batch from elsewhere", false, "POST", { ...jsonOfOurs, origin: foreign }),
  batch(
    "a batch as a form sends it",
    false,
    "POST",
    headersOf({ contentType: "text/plain", origin: foreign }),
  ),
  batch("a batch as text from our page", false, "POST", { ...jsonOfOurs, "content-type": "text/plain" }),
  batch(
    "a batch that hides behind a query",
    false,
    "POST",
    headersOf({ contentType: json }),
    "session.state,",
  ),
  batch("a batch by GET", false, "GET", jsonOfOurs),
  batch("a batch by GET that hides behind a query", false, "GET", jsonOfOurs, "session.state,"),
]

function socket(
  name: string,
  runs: boolean,
  headers: Headers,
  params?: Record<string, unknown>,
  cookie = true,
): Attempt {
  return {
    name: `socket: ${name}`,
    runs,
    atBorder: cookie,
    send: (call) =>
      callOverSocket(call.port, call, cookie ? { ...headers, cookie: call.cookie } : headers, params),
  }
}

const socketsByOrigin = origins.flatMap((origin) =>
  sites.map((site) => {
    const from = { origin, site }
    return socket(`${origin ?? "no origin"}, ${site ?? "no site"}`, isOurs(from), {
      origin,
      "sec-fetch-site": site,
    })
  }),
)
const socketPretenders = [
  ...lookAlikes.map((origin) => socket(`origin ${origin}`, false, { origin })),
  socket("elsewhere, with the cookie and word of a token", false, { origin: foreign }, { token: "alp_x" }),
  socket("elsewhere, with the cookie and word of no token", false, { origin: foreign }, {}),
  socket("elsewhere, with the cookie and a token that is none", false, {
    origin: foreign,
    authorization: "Bearer alp_x",
  }),
  socket(
    "elsewhere, without the cookie, with a token that is none",
    false,
    { origin: foreign },
    { token: "x" },
    false,
  ),
  socket("elsewhere, without the cookie and without a token", false, { origin: foreign }, {}, false),
]

/** Every way in which every mutation is tried. */
export const attempts = [
  ...matrix,
  ...pretenders,
  ...methods,
  ...batches,
  ...socketsByOrigin,
  ...socketPretenders,
]

/** What needs no session must not be carried out for a page elsewhere either: it would sign people in as somebody. */
export const withoutCookie: Attempt[] = cells
  .filter(({ origin }) => origin === foreign || origin === "null")
  .map((cell) => post(`without a cookie: ${describe(cell)}`, false, headersOf(cell), false))
