import { writeFile } from "node:fs/promises"
import { join } from "node:path"
import { type CampaignRow, makeCampaign, makeCampaignMember, type UserRow } from "@alphas/db/factories"
import { afterAll, beforeAll, expect, test, vi } from "vitest"
import { TestAlphas } from "./testing"

interface Row {
  id: string
  supplier: string
  amountMinor: number
  state: string
  receiptCount: number
  campaign: { id: string } | null
}

// Every command is a process of its own, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

let alphas: TestAlphas
let [member, finance]: UserRow[] = []
let campaign: CampaignRow
beforeAll(async () => {
  alphas = await TestAlphas.start()
  const { db } = alphas.database.connection
  member = await alphas.person({ name: "Noor Lind" })
  finance = await alphas.person({ name: "Finn Ance", role: "finance" })
  campaign = await makeCampaign(db, { name: "Spring launch" })
  await makeCampaignMember(db, campaign.id, member.id)
})
afterAll(() => alphas.close())

const list = async (...args: string[]) =>
  (await alphas.json<{ items: Row[] }>(["expenses", "list", ...args])).items
const as = async (person: UserRow | undefined) => {
  if (person === undefined) throw new Error("Nobody is there.")
  await alphas.login(person)
}
const file = async (name: string, text: string) => {
  const path = join(alphas.home, name)
  await writeFile(path, text)
  return path
}

test("an expense is added with its receipt, submitted, listed and approved by somebody else", async () => {
  await as(member)
  const receipt = await file("taxi.pdf", "%PDF-1.4\n%%EOF\n")
  const added = await alphas.run([
    ...["expenses", "add", "119.50", "--supplier", "City Taxi", "--category", "travel", "--tax", "19"],
    ...["--day", "2026-05-04", "--campaign", "Spring", "--billable", "--receipt", receipt, "--submit"],
  ])
  expect(added).toMatchObject({ code: 0, out: expect.stringMatching(/^Entered and submitted \(/) })
  const [expense] = await list("--person", "me", "--state", "submitted")
  expect(expense).toMatchObject({
    ...{ supplier: "City Taxi", amountMinor: 11_950, receiptCount: 1, campaign: { id: campaign.id } },
  })
  const id = expense?.id ?? ""
  expect(await alphas.run(["expenses", "approve", id])).toMatchObject({ code: 1 })
  await as(finance)
  expect((await list("--to-approve")).map((each) => each.id)).toEqual([id])
  expect((await alphas.run(["expenses", "approve", id])).out).toMatch(/^City Taxi is approved/)
  expect(await list("--to-approve")).toEqual([])
})

test("a rejected one is submitted again, and what is wrong is said before anything is sent", async () => {
  await as(member)
  const { id } = await alphas.json<Row>(["expenses", "add", "10", "--supplier", "Paper"])
  expect((await alphas.run(["expenses", "submit", id])).out).toMatch(/^Paper is submitted/)
  await as(finance)
  expect(await alphas.run(["expenses", "reject", id])).toMatchObject({ code: 2 })
  await alphas.run(["expenses", "reject", id, "--reason", "No receipt"])
  await as(member)
  expect((await list("--campaign", "none")).map(({ state }) => state)).toEqual(["rejected"])
  expect(await alphas.run(["expenses", "submit", id])).toMatchObject({ code: 0 })
  const wrong = await file("wrong.png", "%PDF-1.4\n")
  const add = ["expenses", "add", "10", "--supplier", "Paper", "--receipt"]
  expect(await alphas.run([...add, wrong])).toMatchObject({
    ...{ code: 2, err: expect.stringContaining("named like a PNG and is a PDF") },
  })
  expect(await alphas.run([...add, "nowhere.pdf"])).toMatchObject({
    ...{ code: 2, err: expect.stringContaining("There is no file nowhere.pdf") },
  })
  expect(await list()).toHaveLength(2)
})
