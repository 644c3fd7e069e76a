import { randomBytes } from "node:crypto"
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises"
import type { AddressInfo } from "node:net"
import { join } from "node:path"
import { simpleParser } from "mailparser"
import { SMTPServer } from "smtp-server"
import { type Message, startOutboxPage } from "./outbox-page"
import { freePort } from "./ports"

export interface OutboxOptions {
  smtpPort?: number
  httpPort?: number
  /** Where each email is kept as an `.eml` file, and read from at the next start. Only in memory without it. */
  folder?: string
  /** What makes the page's address unguessable; a random one unless given. */
  secret?: string
}

export interface Outbox {
  smtpUrl: string
  /** The page's address, which holds the secret. */
  webUrl: string
  /** What was sent, newest first. */
  messages(): Message[]
  /** Resolves with the newest email to this address, waiting for one if there is none yet. */
  waitFor(address: string, options?: { timeout?: number }): Promise<Message>
  clear(): Promise<void>
  stop(): Promise<void>
}

const KEPT = 500
const LARGEST = 25_000_000
const RECIPIENTS = "X-Envelope-To"

/**
 * A real SMTP server on 127.0.0.1 that delivers nothing: it keeps what is sent, and shows it on a small page.
 * Ports that are taken are replaced by free ones. The newest 500 emails are kept in memory.
 */
export async function startOutbox(options: OutboxOptions = {}): Promise<Outbox> {
  const { folder } = options
  const kept: Message[] = folder ? await readFolder(folder) : []
  const waiting = new Set<() => void>()
  const keep = async (raw: Buffer, recipients: string[]) => {
    const arrived = new Date()
    // The time that the name says is what is read from it at the next start.
    const id = `${arrived.toISOString().replace(/\D/g, "")}-${randomBytes(4).toString("hex")}`
    const source = Buffer.concat([Buffer.from(`${RECIPIENTS}: ${recipients.join(", ")}\r\n`), raw])
    const message = await parse(id, source, arrived)
    if (folder) await writeFile(join(folder, `${id}.eml`), source, { mode: 0o600 })
    kept.unshift(message)
    kept.length = Math.min(kept.length, KEPT)
    for (const look of waiting) look()
  }
  const clear = async () => {
    kept.length = 0
    if (folder) for (const name of await emailFiles(folder)) await rm(join(folder, name), { force: true })
  }
  const smtp = await listen(keep, await portFor(options.smtpPort))
  const page = await startOutboxPage({
    port: await portFor(options.httpPort),
    secret: options.secret ?? randomBytes(24).toString("base64url"),
    messages: () => kept,
    clear,
  })
  return {
    smtpUrl: `smtp://127.0.0.1:${smtp.port}`,
    webUrl: page.url,
    messages: () => [...kept],
    waitFor: (address, { timeout = 10_000 } = {}) => waitFor(kept, waiting, address, timeout),
    clear,
    stop: async () => {
      await Promise.all([smtp.close(), page.stop()])
    },
  }
}

async function portFor(wanted: number | undefined): Promise<number> {
  return wanted === undefined ? 0 : freePort(wanted)
}

async function listen(
  keep: (raw: Buffer, recipients: string[]) => Promise<void>,
  port: number,
): Promise<{ port: number; close(): Promise<void> }> {
  const server = new SMTPServer({
    banner: "Alphas outbox",
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    allowInsecureAuth: true,
    size: LARGEST,
    logger: false,
    onAuth: (auth, _session, done) => done(null, { user: auth.username ?? "anybody" }),
    onData: (stream, session, done) => {
      const chunks: Buffer[] = []
      stream.on("data", (chunk: Buffer) => {
        if (!stream.sizeExceeded) chunks.push(chunk)
      })
      stream.on("end", () => {
        if (stream.sizeExceeded) {
          done(Object.assign(new Error(`The email is larger than ${LARGEST} bytes`), { responseCode: 552 }))
          return
        }
        const recipients = session.envelope.rcptTo.map((to) => to.address)
        keep(Buffer.concat(chunks), recipients).then(
          () => done(),
          (error: Error) => done(error),
        )
      })
    },
  })
  // A client that hangs up in the middle is its own affair.
  server.on("error", () => {})
  await new Promise<void>((resolve, reject) => {
    server.server.once("error", reject)
    server.listen(port, "127.0.0.1", resolve)
  })
  // A TCP server that listens has an AddressInfo, never a pipe's name.
  const address = server.server.address() as AddressInfo
  return { port: address.port, close: () => new Promise((resolve) => server.close(() => resolve())) }
}

async function parse(id: string, source: Buffer, arrived: Date): Promise<Message> {
  const email = await simpleParser(source)
  const recipients = email.headers.get(RECIPIENTS.toLowerCase())
  return {
    id,
    to: typeof recipients === "string" ? recipients.split(", ").filter(Boolean) : [],
    from: email.from?.text ?? "",
    subject: email.subject ?? "",
    date: arrived.toISOString(),
    text: email.text ?? "",
    html: email.html || "",
    attachments: email.attachments.map(({ filename, contentType, size }) => ({
      name: filename ?? "unnamed",
      type: contentType,
      bytes: size,
    })),
  }
}

async function emailFiles(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => /^\d{17}-[0-9a-f]{8}\.eml$/.test(name)).sort()
}

async function readFolder(folder: string): Promise<Message[]> {
  await mkdir(folder, { recursive: true })
  const newest = (await emailFiles(folder)).slice(-KEPT).reverse()
  return Promise.all(
    newest.map(async (name) => {
      const [, year, month, day, hour, minute, second, ms] =
        /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d{3})/.exec(name) ?? []
      const arrived = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}.${ms}Z`)
      return parse(name.slice(0, -".eml".length), await readFile(join(folder, name)), arrived)
    }),
  )
}

function waitFor(
  kept: Message[],
  waiting: Set<() => void>,
  address: string,
  timeout: number,
): Promise<Message> {
  return new Promise((resolve, reject) => {
    const look = () => {
      const found = kept.find((message) => message.to.includes(address))
      if (found) finish(() => resolve(found))
    }
    const timer = setTimeout(() => {
      finish(() => reject(new Error(`No email to ${address} arrived within ${timeout} ms.`)))
    }, timeout)
    const finish = (settle: () => void) => {
      clearTimeout(timer)
      waiting.delete(look)
      settle()
    }
    waiting.add(look)
    look()
  })
}
