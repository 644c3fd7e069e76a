/**
 * Totals of random invoices: the API and the database say what an oracle of exact fractions says.
 *
 * Documents are drawn by fast-check: all tax categories, discounts and charges on lines and on the whole, net and gross
 * prices, currencies of 0, 2 and 3 digits, lines that are taken back. Each is created through the API; what it answers, what
 * the table keeps and the sums of its lines are compared with the oracle (money/oracle.ts), and with what EN 16931 says of
 * sums (BR-CO-10, 13, 14, 15, 17). What can be issued is issued, and its credit note of the whole has the same totals.
 *
 *     npm run prove -- money [invoices] [seed]        2000 by default
 */
import { testApi } from "@alphas/api/testing"
import { makeClient, makeUser } from "@alphas/db/factories"
import { makeSeller } from "@alphas/db/money-factories"
import fc from "fast-check"
import { showProgress } from "../progress"
import { expectedTotals } from "./money/oracle"

const wanted = Number(process.argv[2] ?? 2_000)
const seed = Number(process.argv[3] ?? Date.now() % 1_000_000)
const currencies = { JPY: 0, EUR: 2, USD: 2, KWD: 3 } as const

const decimal = (digits: number, most: number, least = 0) =>
  fc
    .tuple(fc.integer({ min: least, max: most }), fc.integer({ min: 0, max: 10 ** digits - 1 }))
    .map(([a, b]) => {
      const parts = String(b).padStart(digits, "0").replace(/0+$/, "")
      return parts === "" ? String(a) : `${a}.${parts}`
    })
const adjustment = fc.record({
  kind: fc.constantFrom("discount" as const, "charge" as const),
  how: fc.oneof(
    decimal(4, 99).map((percent) => ({ percent, minor: null })),
    fc.integer({ min: 0, max: 20_000 }).map((minor) => ({ percent: null, minor })),
  ),
})
const adjustments = (most: number) =>
  fc.array(adjustment, { maxLength: most }).map((all) => all.map(({ kind, how }) => ({ kind, ...how })))
const tax = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .constantFrom("19", "7", "20", "5.5", "8.1", "33.3333")
      .map((taxPercent) => ({ taxCategory: "standard" as const, taxPercent })),
  },
  fc
    .constantFrom(
      "zero" as const,
      "exempt" as const,
      "reverse_charge" as const,
      "intra_community" as const,
      "export" as const,
      "outside_scope" as const,
    )
    .map((taxCategory) => ({ taxCategory, taxPercent: "0" })),
)
const line = fc
  .record({
    sign: fc.constantFrom("", "", "", "", "-"),
    quantity: decimal(4, 500),
    unitPrice: decimal(6, 5_000),
    adjustments: adjustments(2),
    tax,
  })
  .map(({ sign, quantity, tax: of, ...rest }) => ({
    ...{ description: "Work", quantity: quantity === "0" ? quantity : `${sign}${quantity}` },
    ...{ ...rest, ...of },
  }))
const document = fc.record({
  currency: fc.constantFrom("JPY" as const, "EUR" as const, "USD" as const, "KWD" as const),
  prices: fc.constantFrom("net" as const, "gross" as const),
  lines: fc.array(line, { maxLength: 8 }),
  adjustments: adjustments(3),
})

const api = await testApi({ DATABASE_POOL: 4 })
try {
  const { db, sql } = api.database.connection
  await makeSeller(db)
  const admin = await makeUser(db, { role: "admin" })
  const client = await makeClient(db, { vatId: "FR83404833048" })
  const { invoices } = api.as(admin)
  const wrong: string[] = []
  let [done, issued] = [0, 0]
  const clear = showProgress(() => `${done} of ${wanted}`)
  const compare = (what: string, given: object, found: unknown, expected: unknown) => {
    if (JSON.stringify(found) !== JSON.stringify(expected))
      wrong.push(
        `${what}: ${JSON.stringify(found)}, the oracle ${JSON.stringify(expected)} of ${JSON.stringify(given)}`,
      )
  }
  for (const given of fc.sample(document, { numRuns: wanted, seed })) {
    done++
    const expected = expectedTotals({ ...given, digits: currencies[given.currency] })
    const { id, version } = await invoices.create({ clientId: client.id, ...given })
    const draft = await invoices.get({ id })
    const { totals } = draft
    const amounts = ({
      netMinor,
      taxMinor,
      payableMinor,
    }: Record<"netMinor" | "taxMinor" | "payableMinor", unknown>) =>
      [netMinor, taxMinor, payableMinor].map(String)
    const all = amounts(expected)
    compare("API", given, amounts(totals), all)
    compare("API's row", given, amounts(draft), all)
    compare("rounding", given, String(totals.roundingMinor), expected.roundingMinor)
    const taxes = totals.taxes.map(({ category, percent, baseMinor, taxMinor }) => [
      `${category} ${percent}`,
      [String(baseMinor), String(taxMinor)],
    ])
    compare("taxes", given, Object.fromEntries(taxes), expected.taxes)
    const [row] =
      await sql`select net_minor::text as "netMinor", tax_minor::text as "taxMinor", payable_minor::text as "payableMinor",
      coalesce((select sum(net_minor) from invoice_lines where invoice_id = ${id}), 0)::text as lines from invoices where id = ${id}`
    compare("table", given, amounts(row as never), all)
    compare("BR-CO-10", given, row?.lines, String(totals.linesMinor))
    compare("BR-CO-13", given, totals.netMinor, totals.linesMinor - totals.discountMinor + totals.chargeMinor)
    compare(
      "BR-CO-14",
      given,
      totals.taxMinor,
      totals.taxes.reduce((sum, { taxMinor }) => sum + taxMinor, 0),
    )
    compare("BR-CO-15", given, totals.grossMinor, totals.netMinor + totals.taxMinor)
    if (draft.problems.length > 0) continue
    issued++
    const { version: now } = await invoices.issue({ id, version })
    compare("issued", given, amounts((await invoices.get({ id })).totals), all)
    const note = await invoices.creditNotes.create({ id })
    compare("credit note", given, amounts((await invoices.get({ id: note.id })).totals), all)
    if (now < 1) wrong.push("A version below 1.")
  }
  clear()
  for (const each of wrong.slice(0, 10)) console.log(`  ${each}`)
  console.log(
    `${done} random invoices (seed ${seed}), ${issued} of them issued and credited: ${wrong.length} amounts differ from the oracle.`,
  )
  if (wrong.length > 0 || done < wanted || issued === 0) process.exitCode = 1
} finally {
  await api.close()
}
