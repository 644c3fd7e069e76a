import { billingSettings, clientBilling, exchangeRates } from "@alphas/db/schema/money"
import { inArray, sql } from "drizzle-orm"
import type { Calls, Founding, Keeping, Making } from "./call"
import type { Shared } from "./campaigns"
import type { Row as ClientsRow } from "./clients"
import { orAudit, type Sees } from "./secrets"
import { bookkeeping, bookkeepsClient, preparesInvoice } from "./who"

const rate = { day: "2026-05-04", base: "EUR", quote: "USD", rate: "1.1" }

/** How a client is billed stands on the drafts that are made for it. */
const withBilling: Sees = orAudit((role, relation) => preparesInvoice()(role, relation) === "done")

export async function inAgency({ db }: Founding) {
  await db
    .insert(exchangeRates)
    .values({ ...rate, source: "entered" })
    .onConflictDoNothing()
  return {}
}

export async function inRow({ db, secrets, plant }: Making, { clientId }: ClientsRow) {
  const buyerReference = secrets.word()
  await db.insert(clientBilling).values({ clientId, buyerReference })
  return { buyerReference: plant(buyerReference, "how a client is billed", withBilling) }
}
export type Row = ClientsRow & Awaited<ReturnType<typeof inRow>>

export async function changeKept({ db, beyond }: Keeping<Row, Shared>) {
  await db
    .update(clientBilling)
    .set({ ...{ legalName: sql`gen_random_uuid()::text`, termsDays: 3 }, language: "fr" })
    .where(
      inArray(
        clientBilling.clientId,
        beyond(withBilling, (row) => row.clientId),
      ),
    )
}

let entered = 0
/** Another rate each time: the same one once more changes nothing. */
const newRate = () => `1.2${++entered}1`

export const calls: Calls<"money", Row, Shared> = {
  billing: {
    get: { input: () => ({}), role: bookkeeping },
    update: {
      input: async ({ db, me }) => {
        const [{ version } = { version: 0 }] = await db
          .select({ version: billingSettings.version })
          .from(billingSettings)
        return { version, changes: { footer: `Thank you ${me.id}` } }
      },
      role: bookkeeping,
    },
  },
  clientBilling: {
    get: {
      input: ({ row }) => ({ clientId: row.clientId }),
      row: bookkeepsClient,
      holds: ({ buyerReference }) => [buyerReference],
    },
    update: {
      input: ({ row, me }) => ({
        clientId: row.clientId,
        version: 1,
        changes: { legalName: `New ${me.id}` },
      }),
      row: bookkeepsClient,
    },
  },
  rates: {
    list: { input: () => ({}), role: bookkeeping },
    set: { input: () => ({ ...rate, rate: newRate() }), role: bookkeeping },
    remove: {
      input: () => ({ day: rate.day, base: rate.base, quote: rate.quote }),
      role: bookkeeping,
    },
    importEcb: { input: () => ({ csv: `Date,USD\n2026-05-05,${newRate()}` }), role: bookkeeping },
  },
}
