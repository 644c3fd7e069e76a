import { type Outbox, startOutbox } from "@alphas/local/outbox"
import { afterAll, beforeAll, expect, test } from "vitest"
import { type Email, NoEmailServer, sendEmail } from "./mailer"

let outbox: Outbox
beforeAll(async () => {
  outbox = await startOutbox()
})
afterAll(() => outbox.stop())

const from = "Alphas <alphas@example.com>"
const email = (to: string, also: Partial<Email> = {}): Email => ({
  to: { email: to, name: "Ada Löwe" },
  subject: "Grüße 👋",
  html: "<p>Hello</p>",
  text: "Hello",
  ...also,
})

test("an email arrives with both texts", async () => {
  await sendEmail({ smtpUrl: outbox.smtpUrl, from }, email("ada@example.com"), { id: "1" })
  const arrived = await outbox.waitFor("ada@example.com")
  expect(arrived).toMatchObject({ subject: "Grüße 👋", to: ["ada@example.com"] })
  expect(arrived.from).toContain("alphas@example.com")
  expect(arrived.text.trim()).toBe("Hello")
  expect(arrived.html).toContain("<p>Hello</p>")
})

test("nothing in a subject or a name becomes a header or another recipient", async () => {
  const trick = "Hello\r\nBcc: eve@example.com\n\nX\u2028Y\u0000, eve@example.com <eve@example.com>"
  await sendEmail(
    { smtpUrl: outbox.smtpUrl, from: `${from}\r\nBcc: eve@example.com` },
    email("bo@example.com", { subject: trick, to: { email: "bo@example.com", name: trick } }),
    { id: "2" },
  )
  const arrived = await outbox.waitFor("bo@example.com")
  expect(arrived.to).toEqual(["bo@example.com"])
  expect(arrived.subject).toBe("Hello Bcc: eve@example.com X Y , eve@example.com <eve@example.com>")
  expect(outbox.messages().some((message) => message.to.includes("eve@example.com"))).toBe(false)
})

test.each([
  "bo@example.com\r\nBcc: eve@example.com",
  "bo@example.com, eve@example.com",
  "Bo <bo@example.com>",
  "bo",
])("%j is not one recipient, and nothing is sent", async (address) => {
  const before = outbox.messages().length
  await expect(sendEmail({ smtpUrl: outbox.smtpUrl, from }, email(address), { id: "3" })).rejects.toThrow(
    "not one email address",
  )
  expect(outbox.messages()).toHaveLength(before)
})

test("without an email server the error says how to set one", async () => {
  const sent = sendEmail({ smtpUrl: undefined, from }, email("ada@example.com"), { id: "4" })
  await expect(sent).rejects.toThrow(NoEmailServer)
  await expect(sent).rejects.toThrow("Set SMTP_URL, for example SMTP_URL=smtp://")
})

test("an email server that is away is an error", async () => {
  const gone = await startOutbox()
  await gone.stop()
  await expect(
    sendEmail({ smtpUrl: gone.smtpUrl, from }, email("ada@example.com"), { id: "5" }),
  ).rejects.toThrow("ECONNREFUSED")
})
