import { isoInstant } from "@alphas/db/columns"
import { byDay, byId, byInstant, byNumber } from "@alphas/db/keyset"
import { clientMembers, clients } from "@alphas/db/schema/clients"
import { payments } from "@alphas/db/schema/payments"
import { users } from "@alphas/db/schema/users"
import { visible } from "@alphas/db/visible"
import type { Page } from "@alphas/domain/paging"
import type { PaymentRow } from "@alphas/domain/payments/dto"
import type { ListPayments } from "@alphas/domain/payments/input"
import { scopeOf } from "@alphas/domain/permissions"
import { sql } from "drizzle-orm"
import { List } from "../list"
import { type FiltersOf, type Gate, type Path, shown } from "../list-declaration"
import { anyOf, bounded, equalTo } from "../list-filters"
import type { QueryArgs } from "../trpc"

type PaymentFilters = FiltersOf<ListPayments>
type PaymentSort = ListPayments["sort"]

type Found = Omit<PaymentRow, "client" | "createdBy">
interface Aside {
  clientId: string
  clientName: string | null
  creatorId: string | null
  creatorName: string | null
}

const paths: Path<PaymentFilters, PaymentSort>[] = [
  {
    name: "clients",
    answers: ({ filters, sort }) => sort === "day" && !!filters.clientId?.length,
    ranges: { client: { type: "uuid", values: ({ filters }) => filters.clientId ?? [] } },
    instead: { clientId: null },
    where: sql`${payments.clientId} = client.value`,
  },
]

/** Somebody whose clients they own or are a member of. */
const assigned: Gate<PaymentFilters, PaymentSort> = {
  name: "assigned",
  stands: ({ viewer, filters }) =>
    scopeOf(viewer.role, "payments.read") === "assigned" && !filters.clientId?.length,
  keys: ({ id }) => sql`
    select owned.id as key from ${clients} as owned where owned.owner_id = ${id} and owned.deleted_at is null
    union
    select membership.client_id from ${clientMembers} as membership where membership.user_id = ${id}`,
  column: sql`${payments.clientId}`,
}

/** What of it settles which documents, after what was taken back. */
const settled = sql`(select coalesce(jsonb_agg(jsonb_build_object('id', part.id, 'number', part.number, 'minor', part.minor)
    order by part.number), '[]')
  from (select invoice.id, invoice.number, sum(s.minor) as minor
    from settlements s join invoices invoice on invoice.id = s.invoice_id
    where s.payment_id = page.id group by invoice.id, invoice.number having sum(s.minor) <> 0
    /* visible settlements: of a payment that is */ /* visible invoices: of the same client */) as part)`

export const paymentList = new List<Found, PaymentRow, PaymentFilters, PaymentSort, Aside>({
  table: payments,
  permission: "payments.read",
  visible: "payments",
  unique: byId(sql`${payments.id}`),
  sorts: {
    day: [byDay(sql`${payments.day}`)],
    minor: [byNumber(sql`${payments.minor}`)],
    createdAt: [byInstant(sql`${payments.createdAt}`)],
  },
  filters: {
    clientId: anyOf(payments.clientId, "uuid"),
    invoiceId: {
      ...equalTo(payments.id, "uuid"),
      where: (id) =>
        sql`${payments.id} in (select part.payment_id from settlements part where part.invoice_id = ${id}::text::uuid
          /* visible settlements: of payments that are */)`,
    },
    kind: anyOf(payments.kind, "payment_kind"),
    method: anyOf(sql`${payments.method}`, "text"),
    from: bounded(payments.day, ">=", "date"),
    to: bounded(payments.day, "<=", "date"),
  },
  paths,
  gates: [assigned],
  columns: () => ({
    ...shown(payments, "id", "kind", "day", "currency", "minor", "method", "reference", "note", "usedMinor"),
    ...shown(payments, "reversedAt", "createdAt"),
    invoices: settled,
  }),
  aside: () => ({
    clientId: sql`page.client_id`,
    clientName: sql`${clients.name}`,
    creatorId: sql`${users.id}`,
    creatorName: sql`${users.name}`,
  }),
  joins: (eyes) => sql`
    left join ${clients} on ${clients.id} = page.client_id and ${visible.clients(eyes, "clients.read")}
    left join ${users} on ${users.id} = page.created_by and ${visible.directory(eyes)}`,
  toRow: (row, { clientId, clientName, creatorId, creatorName }) => ({
    ...row,
    reversedAt: row.reversedAt === null ? null : isoInstant(row.reversedAt),
    createdAt: isoInstant(row.createdAt),
    client: { id: clientId, name: clientName ?? "" },
    createdBy: creatorId === null ? null : { id: creatorId, name: creatorName ?? "" },
  }),
})

/** Payments and refunds that the caller may see, latest day first unless asked otherwise. */
export const listPayments = ({ ctx, input }: QueryArgs<typeof ListPayments>): Promise<Page<PaymentRow>> =>
  paymentList.page(ctx.services, ctx.identity.viewer, { ...input, filters: input })
