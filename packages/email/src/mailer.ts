/** To whom a mail goes. */
export interface Recipient {
  email: string
  name: string
}

export interface Mail {
  to: Recipient
  subject: string
  html: string
  text: string
}

export interface MailerOptions {
  /** `smtp://user:password@host:587` or `smtps://…`; undefined where mail was not set up. */
  smtpUrl: string | undefined
  /** `Name <address>`, or an address alone. */
  from: string
}

export interface SendOptions {
  /** The same for each try to send the same mail: mail servers drop what they have seen. */
  id: string
  signal?: AbortSignal
}

/** Mail was not set up; the message says how to do it. */
export class NoMailServer extends Error {
  override name = "NoMailServer"
}

const seconds = (count: number) => count * 1_000

/**
 * Sends one mail over SMTP; resolves when the server has taken it.
 * @throws NoMailServer when there is no SMTP_URL; what nodemailer throws when the server refuses or is away.
 */
export async function sendMail(options: MailerOptions, mail: Mail, send: SendOptions): Promise<void> {
  if (options.smtpUrl === undefined) {
    throw new NoMailServer(
      `No mail server is set, so the mail "${oneLine(mail.subject)}" was not sent. Set SMTP_URL, for example ` +
        "SMTP_URL=smtp://user:password@mail.example.com:587, and restart the worker; the mail is tried again.",
    )
  }
  if (!/^[^\s<>,;"]+@[^\s<>,;"]+$/.test(mail.to.email)) {
    throw new Error("The mail was not sent: its recipient is not one e-mail address.")
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
      to: { name: oneLine(mail.to.name), address: mail.to.email },
      subject: oneLine(mail.subject),
      html: mail.html,
      text: mail.text,
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
