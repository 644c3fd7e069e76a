import { mkdtemp, readdir, rm } from "node:fs/promises"
import { type AddressInfo, connect, createServer } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, expect, test } from "vitest"
import { type Outbox, startOutbox } from "./outbox"

const open: Outbox[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((outbox) => outbox.stop()))
})

async function start(options: Parameters<typeof startOutbox>[0] = {}): Promise<Outbox> {
  const outbox = await startOutbox(options)
  open.push(outbox)
  return outbox
}

/** Speaks SMTP by hand, one line after each answer, and gives the last answer. */
function send(url: string, lines: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(url).port), "127.0.0.1")
    const left = [...lines]
    socket.setEncoding("utf8").on("error", reject)
    socket.on("data", (answer: string) => {
      if (!/^\d{3} /m.test(answer)) return
      const next = left.shift()
      if (next !== undefined) socket.write(`${next}\r\n`)
      else socket.end(() => resolve(answer.trim()))
    })
  })
}

function letter(subject: string, body: string, extra: string[] = []): string[] {
  const head = [
    "From: Alphas <no-reply@agency.example>",
    "To: ann@agency.example",
    `Subject: ${subject}`,
    ...extra,
  ]
  return [
    "EHLO test",
    "MAIL FROM:<no-reply@agency.example>",
    "RCPT TO:<ann@agency.example>",
    "RCPT TO:<hidden@agency.example>",
    "DATA",
    [...head, "", body, "."].join("\r\n"),
  ]
}

test("keeps what is sent, with the hidden recipients, newest first", async () => {
  const outbox = await start()
  await send(outbox.smtpUrl, letter("First", "one"))
  await send(outbox.smtpUrl, letter("=?utf-8?q?Gr=C3=BC=C3=9Fe?=", "zwei"))
  expect(outbox.messages().map(({ subject, text }) => [subject, text.trim()])).toEqual([
    ["Grüße", "zwei"],
    ["First", "one"],
  ])
  const [newest] = outbox.messages()
  expect(newest?.to).toEqual(["ann@agency.example", "hidden@agency.example"])
  expect(newest?.from).toContain("no-reply@agency.example")
})

test("waits for an email to an address, and says when none comes", async () => {
  const outbox = await start()
  const coming = outbox.waitFor("ann@agency.example")
  await send(outbox.smtpUrl, letter("Reset", "link"))
  expect((await coming).subject).toBe("Reset")
  await expect(outbox.waitFor("bob@agency.example", { timeout: 20 })).rejects.toThrow(
    "No email to bob@agency.example",
  )
})

test("shows HTML in a frame without scripts, and the policy says so as well", async () => {
  const outbox = await start()
  const body = '<p onclick="steal()">Hi "you"</p><script>steal()</script>'
  await send(outbox.smtpUrl, letter("<b>bold</b>", body, ["Content-Type: text/html"]))
  const answer = await fetch(outbox.webUrl)
  const html = await answer.text()
  expect(html).toContain('sandbox="allow-popups allow-popups-to-escape-sandbox"')
  expect(html).not.toContain("<script>steal")
  expect(html).not.toContain("<b>bold")
  expect(answer.headers.get("content-security-policy")).toMatch(/script-src 'nonce-[^']+'/)
})

test("gives the emails as JSON, forgets them on DELETE, and answers to localhost only", async () => {
  const outbox = await start()
  await send(outbox.smtpUrl, letter("One", "text"))
  const list: unknown = await (await fetch(`${outbox.webUrl}/messages`)).json()
  expect(list).toMatchObject([{ subject: "One", to: ["ann@agency.example", "hidden@agency.example"] }])
  const { port, origin, pathname } = new URL(outbox.webUrl)
  const foreign = await new Promise<string>((resolve) => {
    const socket = connect(Number(port), "127.0.0.1", () =>
      socket.write(`GET ${pathname}/messages HTTP/1.1\r\nHost: evil.example\r\n\r\n`),
    )
    socket.once("data", (chunk) => socket.end(() => resolve(chunk.toString())))
  })
  expect(foreign).toMatch(/^HTTP\/1.1 403/)
  for (const path of [
    "",
    "/messages",
    "/guess",
    "/guess/messages",
    `${pathname}x`,
    `${pathname}x/messages`,
  ]) {
    const answer = await fetch(`${origin}${path}`)
    expect([path, answer.status]).toEqual([path, 403])
    expect(await answer.text()).toBe("Open the outbox at the address that npm start prints.")
  }
  expect((await fetch(`${outbox.webUrl}/messages`, { method: "DELETE" })).status).toBe(204)
  expect(outbox.messages()).toEqual([])
  expect(await (await fetch(outbox.webUrl)).text()).toContain("No emails yet")
})

test("keeps emails in a folder over a restart", async () => {
  const folder = await mkdtemp(join(tmpdir(), "alphas-outbox-"))
  try {
    const first = await startOutbox({ folder })
    await send(first.smtpUrl, letter("Kept", "text"))
    const before = first.messages()
    await first.stop()
    const second = await start({ folder })
    expect(second.messages()).toEqual(before)
    await second.clear()
    expect(await readdir(folder)).toEqual([])
  } finally {
    await rm(folder, { recursive: true })
  }
})

test("takes another port when the wished-for ones are taken", async () => {
  const squatter = createServer().listen(0, "127.0.0.1")
  await new Promise((resolve) => squatter.once("listening", resolve))
  const { port } = squatter.address() as AddressInfo
  const outbox = await start({ smtpPort: port, httpPort: port })
  expect(outbox.smtpUrl).not.toContain(String(port))
  expect((await fetch(outbox.webUrl)).status).toBe(200)
  squatter.close()
})

test("refuses an email over the limit and keeps nothing of it", async () => {
  const outbox = await start()
  const answer = await send(outbox.smtpUrl, letter("Huge", `${"x".repeat(998)}\r\n`.repeat(26_000)))
  expect(answer).toMatch(/^552/)
  expect(outbox.messages()).toEqual([])
})
