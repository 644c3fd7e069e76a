import { clientBilling } from "@alphas/db/schema/money"
import { waitingJobs } from "@alphas/jobs/testing"
import { expect, it } from "vitest"
import { eachInWorld } from "../test-world"
import type { TestApi } from "../testing"
import { invoiceEmailOf } from "./send"
import { type InvoiceWorld, invoiceWorld } from "./testing"

let api: TestApi
let world: InvoiceWorld
eachInWorld(invoiceWorld, (opened, made) => {
  ;[api, world] = [opened, made]
})

const bill = (emails: string[], language: "en" | "de" = "en") =>
  api.database.connection.db
    .insert(clientBilling)
    .values({ clientId: world.client.id, emails, language, taxTreatment: "domestic", reminders: true })
const queued = () => waitingJobs(api.database.connection.db, "email.invoice")

it("an issued invoice goes to each address of the client's billing, and says when it was sent", async () => {
  await bill(["pay@acme.example", "copy@acme.example"])
  const { id, version } = await world.issued()
  const sent = await world.invoices().send({ id, version })
  expect(sent.emails).toEqual(["pay@acme.example", "copy@acme.example"])
  const after = await world.invoices().get({ id })
  expect([after.sentAt, after.version]).toEqual([sent.sentAt, version + 1])
  const mine = (await queued()).filter((job) => job.invoiceId === id)
  expect(mine.map(({ email }) => email)).toEqual(sent.emails)
})

it("an address that is named twice gets one email", async () => {
  await bill(["pay@acme.example", "pay@acme.example"])
  const { id, version } = await world.issued()
  const first = await world.invoices().send({ id, version })
  const emails = ["ada@acme.example", "Ada@Acme.example"]
  const again = await world.invoices().send({ id, version: first.version, emails })
  expect([first.emails, again.emails]).toEqual([["pay@acme.example"], ["ada@acme.example"]])
  expect((await queued()).filter((job) => job.invoiceId === id)).toHaveLength(2)
})

it("the email has the PDF and the e-invoice, in the client's language", async () => {
  await bill([], "de")
  const { id, version, number } = await world.issued()
  await world
    .invoices()
    .send({ id, version, emails: ["ada@acme.example"], message: "Danke!\n<b>Bis bald</b>" })
  const [job] = (await queued()).filter((each) => each.invoiceId === id)
  if (job === undefined) throw new Error("Nothing was queued.")
  const email = await invoiceEmailOf(api.services, job)
  expect(email.subject).toMatch(new RegExp(`^Rechnung ${number} von `))
  expect(email.text).toContain("119,00")
  expect(email.text).toContain("Danke!")
  expect(email.html).toContain("&lt;b&gt;Bis bald")
  expect(email.html).toContain('lang="de"')
  expect(email.attachments?.map(({ name }) => name)).toEqual([`${number}.pdf`, `${number}.xml`])
  expect(
    Buffer.from(email.attachments?.[0]?.bytes ?? [])
      .subarray(0, 5)
      .toString(),
  ).toBe("%PDF-")
})

it("a draft, nobody to send to, a stale version and a wrong role are refused, and nothing is queued", async () => {
  const draft = await world.draft()
  const before = (await queued()).length
  const refused = (call: Promise<unknown>, reason: string) => expect(call).rejects.toMatchObject({ reason })
  await refused(world.invoices().send({ ...draft, emails: ["ada@acme.example"] }), "workflow")
  const { id, version } = await world.issued()
  await refused(world.invoices().send({ id, version }), "invalid")
  await refused(world.invoices().send({ id, version, emails: [] }), "invalid")
  await refused(
    world.invoices().send({ id, version: version + 1, emails: ["ada@acme.example"] }),
    "stale_version",
  )
  await refused(
    world.invoices(world.manager).send({ id, version, emails: ["ada@acme.example"] }),
    "forbidden",
  )
  expect(await queued()).toHaveLength(before)
})
