import { createHash, randomBytes, timingSafeEqual } from "node:crypto"
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"

/** An email that was delivered. */
export interface Message {
  id: string
  /** Everybody it was delivered to, hidden recipients included. */
  to: string[]
  from: string
  subject: string
  /** When it arrived, ISO-8601 in UTC. */
  date: string
  text: string
  /** Empty when the email has plain text only. */
  html: string
  attachments: { name: string; type: string; bytes: number }[]
}

export interface OutboxPageOptions {
  /** 0 for any free one. */
  port: number
  /** Part of the address: who does not know it is shown nothing. */
  secret: string
  messages: () => Message[]
  clear: () => Promise<void>
}

/**
 * The outbox in a browser, on 127.0.0.1: `/SECRET` shows the emails, `GET /SECRET/messages` gives them as JSON, newest
 * first, and `DELETE /SECRET/messages` forgets them. Emails hold links that sign people in. So others on this machine
 * need the secret, a request that names another host (a page elsewhere whose name was pointed at this machine) is
 * refused, and no other origin may read an answer.
 */
export async function startOutboxPage(
  options: OutboxPageOptions,
): Promise<{ url: string; stop(): Promise<void> }> {
  const server = createServer((request, response) => {
    answer(options, request, response).catch((error: Error) => {
      if (!response.headersSent) response.writeHead(500, { "content-type": "text/plain; charset=utf-8" })
      response.end(`The outbox failed: ${error.message}`)
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject)
    server.listen(options.port, "127.0.0.1", resolve)
  })
  // A TCP server that listens has an AddressInfo, never a pipe's name.
  const { port } = server.address() as AddressInfo
  return {
    url: `http://localhost:${port}/${options.secret}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function answer(
  options: OutboxPageOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const host = (request.headers.host ?? "").replace(/:\d+$/, "")
  if (!["localhost", "127.0.0.1", "[::1]"].includes(host)) {
    response
      .writeHead(403, { "content-type": "text/plain; charset=utf-8" })
      .end("Open the outbox as localhost.")
    return
  }
  const url = new URL(request.url ?? "/", "http://localhost")
  const [, secret = "", ...rest] = url.pathname.split("/")
  const path = rest.join("/")
  if (!isEqual(secret, options.secret)) {
    response
      .writeHead(403, { "content-type": "text/plain; charset=utf-8" })
      .end("Open the outbox at the address that npm start prints.")
    return
  }
  response.setHeader("cache-control", "no-store")
  response.setHeader("x-content-type-options", "nosniff")
  response.setHeader("referrer-policy", "no-referrer")
  if (path === "messages" && request.method === "GET") {
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(options.messages()))
  } else if (path === "messages" && request.method === "DELETE") {
    await options.clear()
    response.writeHead(204).end()
  } else if (path === "" && request.method === "GET") {
    const nonce = randomBytes(16).toString("base64")
    response.writeHead(200, {
      "content-type": "text/html; charset=utf-8",
      // The email's frame inherits this policy: its own styles and pictures may show, its scripts may not run.
      "content-security-policy": [
        "default-src 'none'",
        "style-src 'unsafe-inline'",
        "img-src data: http://localhost:* http://127.0.0.1:*",
        `script-src 'nonce-${nonce}'`,
        "connect-src 'self'",
        "frame-ancestors 'none'",
        "form-action 'none'",
      ].join("; "),
    })
    response.end(page(options, url.searchParams.get("id"), nonce))
  } else {
    response
      .writeHead(404, { "content-type": "text/plain; charset=utf-8" })
      .end("There is nothing at this address.")
  }
}

/** Takes the same time whatever the two have in common. */
function isEqual(given: string, secret: string): boolean {
  const [left, right] = [given, secret].map((text) => createHash("sha256").update(text).digest())
  return left !== undefined && right !== undefined && timingSafeEqual(left, right)
}

function page({ secret, ...options }: OutboxPageOptions, wanted: string | null, nonce: string): string {
  const messages = options.messages()
  const open = messages.find(({ id }) => id === wanted) ?? messages[0]
  const body = open
    ? `<nav aria-label="Emails">${messages.map((message) => row(secret, message, message === open)).join("")}</nav>
       <main>${shown(open)}</main>`
    : `<main class="empty"><h2>No emails yet</h2>
       <p>Emails that Alphas sends from this machine (invitations, password resets, reports) are kept here and are not delivered.</p></main>`
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Outbox${messages.length > 0 ? ` (${messages.length})` : ""}</title>
<link rel="icon" href="data:,">
<style>${STYLE}</style>
<header><h1>Outbox</h1><span class="count">${messages.length} ${messages.length === 1 ? "email" : "emails"}</span>
${open ? '<button type="button" id="clear">Delete all</button>' : ""}</header>
<div class="panes">${body}</div>
<script nonce="${nonce}">
const newest = ${JSON.stringify(messages[0]?.id ?? "")}
setInterval(async () => {
  const messages = await fetch("/${secret}/messages").then((answer) => answer.json()).catch(() => null)
  if (messages && (messages[0]?.id ?? "") !== newest) location.reload()
}, 2000)
document.getElementById("clear")?.addEventListener("click", async () => {
  await fetch("/${secret}/messages", { method: "DELETE" })
  location.href = "/${secret}"
})
for (const time of document.querySelectorAll("time")) {
  const at = new Date(time.dateTime)
  const today = at.toDateString() === new Date().toDateString()
  time.textContent = at.toLocaleString([], { ...(today ? {} : { dateStyle: "medium" }), timeStyle: "short" })
  time.title = at.toLocaleString()
}
</script>
</html>`
}

function row(secret: string, message: Message, current: boolean): string {
  return `<a href="/${secret}?id=${encodeURIComponent(message.id)}"${current ? ' aria-current="true"' : ""}>
    <span class="subject">${escaped(message.subject) || "(no subject)"}</span>
    <span class="who">${escaped(message.to.join(", "))}</span><time datetime="${message.date}">${message.date}</time></a>`
}

function shown(message: Message): string {
  const files = message.attachments.map(
    ({ name, bytes }) => `${escaped(name)} (${Math.ceil(bytes / 1024)} kB)`,
  )
  // Links open in a tab of their own; without allow-scripts and allow-same-origin the email can do nothing else.
  const frame = `<iframe title="The email" sandbox="allow-popups allow-popups-to-escape-sandbox" srcdoc="${escaped(
    `<base target="_blank">${message.html}`,
  )}"></iframe>`
  return `<div class="head"><h2>${escaped(message.subject) || "(no subject)"}</h2>
    <dl><dt>From</dt><dd>${escaped(message.from)}</dd><dt>To</dt><dd>${escaped(message.to.join(", "))}</dd>
    <dt>Sent</dt><dd><time datetime="${message.date}">${message.date}</time></dd>
    ${files.length > 0 ? `<dt>Files</dt><dd>${files.join(", ")}</dd>` : ""}</dl></div>
    ${message.html ? frame : ""}
    ${message.html && message.text ? "<details><summary>Plain text</summary>" : ""}
    ${message.text ? `<pre>${escaped(message.text)}</pre>` : ""}${message.html && message.text ? "</details>" : ""}`
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

const STYLE = `
:root { color-scheme: light dark; --line: light-dark(#e5e7eb, #2c2e33); --soft: light-dark(#6b7280, #909296);
  --page: light-dark(#fff, #141517); --chosen: light-dark(#eef2ff, #1f2440); --accent: light-dark(#4c6ef5, #748ffc) }
* { box-sizing: border-box }
body { margin: 0; height: 100vh; display: flex; flex-direction: column; background: var(--page);
  font: 14px/1.45 "Inter Variable", Inter, system-ui, sans-serif }
header { display: flex; align-items: center; gap: 12px; padding: 0 16px; height: 48px; border-bottom: 1px solid var(--line) }
h1 { font-size: 15px; font-weight: 600; margin: 0 } h2 { font-size: 16px; font-weight: 600; margin: 0 0 8px }
.count, .who, time, dt { color: var(--soft) } .count, time { font-variant-numeric: tabular-nums; font-size: 13px }
button { margin-left: auto; font: inherit; font-size: 13px; padding: 4px 10px; border: 1px solid var(--line); border-radius: 6px;
  background: none; color: inherit; cursor: pointer }
.panes { flex: 1; display: flex; min-height: 0 }
nav { width: 340px; overflow: auto; border-right: 1px solid var(--line); flex-shrink: 0 }
nav a { display: grid; grid-template-columns: 1fr auto; gap: 2px 8px; padding: 10px 16px; color: inherit; text-decoration: none;
  border-bottom: 1px solid var(--line) }
nav a:hover, nav a[aria-current] { background: var(--chosen) } nav .subject { grid-column: 1 / 3; font-weight: 500 }
.subject, .who { overflow: hidden; text-overflow: ellipsis; white-space: nowrap }
main { flex: 1; min-width: 0; display: flex; flex-direction: column; overflow: auto }
.head { padding: 16px 20px; border-bottom: 1px solid var(--line) }
dl { display: grid; grid-template-columns: 56px 1fr; gap: 2px 8px; margin: 0 } dd { margin: 0; overflow-wrap: anywhere }
iframe { flex: 1; min-height: 320px; border: 0; background: #fff }
pre { margin: 0; padding: 16px 20px; white-space: pre-wrap; overflow-wrap: anywhere; font: 13px/1.5 ui-monospace, monospace }
details { border-top: 1px solid var(--line) } summary { padding: 8px 20px; color: var(--soft); cursor: pointer }
.empty { align-items: center; justify-content: center; text-align: center; padding: 16px } .empty p { max-width: 44ch; color: var(--soft); margin: 0 }
:focus-visible { outline: 2px solid var(--accent); outline-offset: -2px }
@media (max-width: 720px) { .panes { flex-direction: column; overflow: auto } nav { width: auto; max-height: 40vh; border-right: 0 } main { overflow: visible } }
`
