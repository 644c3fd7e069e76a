/** To whom an email goes. */
export interface Recipient {
  email: string
  name: string
}

export interface Email {
  to: Recipient
  subject: string
  html: string
  text: string
  attachments?: Attachment[]
  /** Where an answer goes, if not to the sender. */
  replyTo?: string
}

/** A file that comes with an email. */
export interface Attachment {
  name: string
  /** Media type. */
  type: string
  bytes: Uint8Array
}

export interface MailerOptions {
  /** `smtp://user:password@host:587` or `smtps://…`; undefined where email was not set up. */
  smtpUrl: string | undefined
  /** `Name <address>`, or an address alone. */
  from: string
}

export interface SendOptions {
  /** The same for each try to send the same email: email servers drop what they have seen. */
  id: string
  signal?: AbortSignal
}

/** Sending emails was not set up; the message says how to do it. */
export class NoEmailServer extends Error {
  override name = "NoEmailServer"
}

const seconds = (count: number) => count * 1_000

/**
 * Sends one email over SMTP; resolves when the server has taken it.
 * @throws NoMailServer when there is no SMTP_URL; what nodemailer throws when the server refuses or is away.
 */
export async function sendEmail(options: MailerOptions, email: Email, send: SendOptions): Promise<void> {
  if (options.smtpUrl === undefined) {
    throw new NoEmailServer(
      `No email server is set, so the email "${oneLine(email.subject)}" was not sent. Set SMTP_URL, for example ` +
        "SMTP_URL=smtp://user:password@email.example.com:587, and restart the worker; the email is tried again.",
    )
  }
  if (!/^[^\s<>,;"]+@[^\s<>,;"]+$/.test(email.to.email)) {
    throw new Error("The email was not sent: its recipient is not one email address.")
  }
  const { createTransport } = await import("nodemailer")
  const transport = createTransport({
    url: options.smtpUrl,
    connectionTimeout: seconds(10),
    greetingTimeout: seconds(10),
    socketTimeout: seconds(30),
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  try {
    const { signal } = send
    await transport.sendMail({
      from: oneLine(options.from),
      to: { name: oneLine(email.to.name), address: email.to.email },
      subject: oneLine(email.subject),
      html: email.html,
      text: email.text,
      ...(email.replyTo === undefined ? {} : { replyTo: oneLine(email.replyTo) }),
      attachments: (email.attachments ?? []).map(({ name, type, bytes }) => ({
        filename: oneLine(name),
        contentType: type,
        content: Buffer.from(bytes),
      })),
      messageId: `<${send.id}@${domainOf(options.from)}>`,
      // RFC 3834: no out-of-office answers to this one.
      headers: { "Auto-Submitted": "auto-generated" },
      ...(signal === undefined ? {} : { signal }),
    })
  } finally {
    transport.close()
  }
}

/** A header is one line: what looks like the next one must not become one. */
const oneLine = (text: string) =>
  text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ")
    .trim()
    .slice(0, 300)

const domainOf = (from: string) => /@([a-z0-9.-]+)/i.exec(from)?.[1] ?? "localhost"
