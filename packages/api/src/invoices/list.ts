import { isoInstant } from "@alphas/db/columns"
import { byDay, byId, byInstant, byNumber, byText } from "@alphas/db/keyset"
import { clientMembers, clients } from "@alphas/db/schema/clients"
import { invoices, invoiceText } from "@alphas/db/schema/invoices"
import { visible } from "@alphas/db/visible"
import type { InvoiceRow } from "@alphas/domain/invoices/dto"
import type { ListInvoices } from "@alphas/domain/invoices/input"
import { type InvoiceSort, invoiceStates, openStates } from "@alphas/domain/invoices/words"
import type { Page } from "@alphas/domain/paging"
import { scopeOf } from "@alphas/domain/permissions"
import { sql } from "drizzle-orm"
import { today } from "../agency"
import { List } from "../list"
import { type FiltersOf, type Gate, type Path, type Question, shown } from "../list-declaration"
import { anyOf, bounded, equalTo, holds, when } from "../list-filters"
import type { QueryArgs } from "../trpc"

/** `overdue` is the day on which it is asked. */
export type InvoiceFilters = Omit<FiltersOf<ListInvoices>, "overdue"> & { overdue?: string | null }
type Asked = Question<InvoiceFilters, InvoiceSort>

/** A row of the table; whether it is overdue depends on the day. */
type FoundInvoice = Omit<InvoiceRow, "client" | "overdue">
interface FoundClient {
  clientId: string
  clientName: string | null
}

/** Whether an invoice is open past its due day. */
export const isOverdue = (
  { kind, state, dueDay }: Pick<InvoiceRow, "kind" | "state" | "dueDay">,
  day: string,
): boolean =>
  kind === "invoice" && openStates.some((each) => each === state) && dueDay !== null && dueDay < day

/** Invoices of which something is owed: what the index of open ones holds. */
export const isOpen = sql`(${invoices.kind} = 'invoice' and ${invoices.state} in ('issued', 'partially_paid'))`

const readsOwn = ({ viewer }: Asked) => scopeOf(viewer.role, "invoices.read") === "own"
const narrowsKind = ({ filters }: Asked) => filters.kind?.length === 1
const state = {
  type: "invoice_state",
  values: ({ filters }: Asked) => (filters.state?.length ? filters.state : invoiceStates),
}

const paths: Path<InvoiceFilters, InvoiceSort>[] = [
  {
    name: "clients",
    answers: ({ filters, sort }) => sort === "issueDay" && !!filters.clientId?.length,
    ranges: { client: { type: "uuid", values: ({ filters }) => filters.clientId ?? [] } },
    instead: { clientId: null },
    where: sql`${invoices.clientId} = client.value`,
  },
  {
    name: "open",
    answers: ({ filters, sort }) => sort === "dueDay" && filters.overdue != null,
    instead: {
      overdue: (day) => sql`(${isOpen} and ${invoices.listDueDay} < ${day}::text::date)`,
    },
    where: sql`${isOpen}`,
  },
  {
    name: "kinds",
    answers: (asked) => asked.sort === "issueDay" && narrowsKind(asked) && !readsOwn(asked),
    ranges: { kind: { type: "invoice_kind", values: ({ filters }) => filters.kind ?? [] }, state },
    instead: { kind: null, state: null },
    where: sql`${invoices.kind} = kind.value and ${invoices.state} = state.value`,
  },
  {
    name: "states",
    answers: (asked) => asked.sort === "issueDay" && !!asked.filters.state?.length && !readsOwn(asked),
    ranges: { state },
    instead: { state: null },
    where: sql`${invoices.state} = state.value`,
  },
]

/** Somebody whose clients they own or are a member of. */
const assigned: Gate<InvoiceFilters, InvoiceSort> = {
  name: "assigned",
  stands: ({ viewer, filters }) =>
    scopeOf(viewer.role, "invoices.read") === "assigned" && !filters.clientId?.length,
  keys: ({ id }) => sql`
    select owned.id as key from ${clients} as owned where owned.owner_id = ${id} and owned.deleted_at is null
    union
    select membership.client_id from ${clientMembers} as membership where membership.user_id = ${id}`,
  column: sql`${invoices.clientId}`,
}

export const invoiceList = new List<
  FoundInvoice,
  Omit<InvoiceRow, "overdue">,
  InvoiceFilters,
  InvoiceSort,
  FoundClient
>({
  table: invoices,
  permission: "invoices.read",
  visible: "invoices",
  unique: byId(sql`${invoices.id}`),
  sorts: {
    number: [byText(sql`coalesce(${invoices.number}, '')`)],
    issueDay: [byDay(sql`${invoices.listDay}`)],
    dueDay: [byDay(sql`${invoices.listDueDay}`)],
    client: [byText(sql`${invoices.clientKey}`)],
    payable: [byNumber(sql`${invoices.payableMinor}`)],
    open: [byNumber(sql`${invoices.openMinor}`)],
    createdAt: [byInstant(sql`${invoices.createdAt}`)],
  },
  filters: {
    // The index `invoices_text_idx` holds exactly this expression.
    text: holds(invoiceText(invoices)),
    kind: anyOf(invoices.kind, "invoice_kind"),
    state: anyOf(invoices.state, "invoice_state"),
    clientId: anyOf(invoices.clientId, "uuid"),
    campaignId: {
      ...equalTo(invoices.id, "uuid"),
      where: (id) =>
        sql`${invoices.id} in (select line.invoice_id from invoice_lines line where line.campaign_id = ${id}::text::uuid /* visible invoice_lines: of documents that are */)`,
    },
    from: {
      ...bounded(invoices.listDay, ">=", "date"),
      where: (day) => sql`(${invoices.listDay} >= ${day}::text::date and ${invoices.state} <> 'draft')`,
    },
    to: bounded(invoices.listDay, "<=", "date"),
    dueFrom: {
      ...bounded(invoices.listDueDay, ">=", "date"),
      where: (day) => sql`(${invoices.listDueDay} >= ${day}::text::date and ${invoices.state} <> 'draft')`,
    },
    dueTo: bounded(invoices.listDueDay, "<=", "date"),
    currency: equalTo(invoices.currency, "text"),
    overdue: when(
      (day) => sql`(${isOpen} and ${invoices.listDueDay} < ${day}::text::date)`,
      (day: string) => day,
    ),
  },
  paths,
  gates: [assigned],
  columns: () => ({
    ...shown(invoices, "id", "kind", "number", "state", "issueDay", "dueDay", "currency", "netMinor"),
    ...shown(invoices, "taxMinor", "payableMinor", "settledMinor", "openMinor", "sentAt", "viewedAt"),
    ...shown(invoices, "createdAt", "updatedAt", "version"),
  }),
  aside: () => ({ clientId: sql`page.client_id`, clientName: sql`${clients.name}` }),
  joins: (eyes) =>
    sql`left join ${clients} on ${clients.id} = page.client_id and ${visible.clients(eyes, "clients.read")}`,
  toRow: (row, { clientId, clientName }) => ({
    ...row,
    sentAt: row.sentAt === null ? null : isoInstant(row.sentAt),
    viewedAt: row.viewedAt === null ? null : isoInstant(row.viewedAt),
    createdAt: isoInstant(row.createdAt),
    updatedAt: isoInstant(row.updatedAt),
    client: { id: clientId, name: clientName ?? "" },
  }),
})

/** The filters of a list with the day on which it is asked. */
export const filtersOn = <Filters extends { overdue?: boolean | null | undefined }>(
  filters: Filters,
  day: string,
): Omit<Filters, "overdue"> & { overdue: string | null } => ({
  ...filters,
  overdue: filters.overdue ? day : null,
})

/** A page of the invoices and credit notes that the caller may see, in any order, by keyset. */
export async function listInvoices({
  ctx,
  input,
}: QueryArgs<typeof ListInvoices>): Promise<Page<InvoiceRow>> {
  const day = await today(ctx.db)
  const page = await invoiceList.page(ctx.services, ctx.identity.viewer, {
    ...input,
    filters: filtersOn(input, day),
  })
  return { ...page, items: page.items.map((row) => ({ ...row, overdue: isOverdue(row, day) })) }
}
