import type { InvoiceRow } from "@alphas/domain/invoices/dto"
import { Text } from "@mantine/core"
import { Money } from "../../format/money-text"
import { Day, When } from "../../format/time"
import type { Column } from "../../table/column"
import { RowGlow } from "../../table/row-link"
import { InvoiceStateBadge, OverdueBadge } from "./badges"
import classes from "./invoices-list.module.css"

const name: Column<InvoiceRow> = {
  id: "number",
  header: "Number",
  width: 195,
  sort: "number",
  cell: (invoice) => (
    <>
      <RowGlow id={invoice.id} />
      <span className={classes.number}>{invoice.number ?? "Draft"}</span>
      {invoice.kind === "credit_note" && (
        <Text component="span" size="xs" c="dimmed">
          {" "}
          Credit note
        </Text>
      )}
    </>
  ),
}
const client: Column<InvoiceRow> = {
  id: "client",
  header: "Client",
  width: 215,
  sort: "client",
  cell: (invoice) => invoice.client.name,
}
const state: Column<InvoiceRow> = {
  id: "state",
  header: "State",
  width: 130,
  cell: (invoice) => <InvoiceStateBadge invoice={invoice} />,
}
const issueDay: Column<InvoiceRow> = {
  id: "issueDay",
  header: "Issued",
  width: 120,
  sort: "issueDay",
  card: "none",
  cell: (invoice) => invoice.issueDay && <Day day={invoice.issueDay} />,
}
const dueDay: Column<InvoiceRow> = {
  id: "dueDay",
  header: "Due",
  width: 170,
  sort: "dueDay",
  cell: (invoice) =>
    invoice.dueDay &&
    invoice.kind === "invoice" && (
      <span className={classes.due}>
        <span className={classes.dueWord}>Due</span>
        <Day day={invoice.dueDay} />
        <OverdueBadge invoice={invoice} />
      </span>
    ),
}
const payable: Column<InvoiceRow> = {
  id: "payable",
  header: "Payable",
  width: 136,
  sort: "payable",
  align: "right",
  card: "aside",
  cell: ({ payableMinor, currency }) => <Money minor={payableMinor} currency={currency} />,
}
const open: Column<InvoiceRow> = {
  id: "open",
  header: "Open",
  width: 136,
  sort: "open",
  align: "right",
  card: "none",
  cell: ({ openMinor, currency, state }) =>
    state !== "draft" && openMinor !== 0 ? (
      <Money minor={openMinor} currency={currency} />
    ) : (
      <Text component="span" size="sm" c="dimmed" aria-hidden>
        –
      </Text>
    ),
}
const further: Column<InvoiceRow>[] = [
  {
    ...{ id: "net", header: "Net", width: 130, align: "right", card: "none", hidden: true },
    cell: ({ netMinor, currency }) => <Money minor={netMinor} currency={currency} />,
  },
  {
    ...{ id: "createdAt", header: "Created", width: 120, sort: "createdAt", card: "none", hidden: true },
    cell: (invoice) => <When at={invoice.createdAt} />,
  },
]

/** The columns of a list of invoices; what is shown at first fits 1,440 pixels. */
export const invoiceColumns: Column<InvoiceRow>[] = [
  name,
  client,
  state,
  issueDay,
  dueDay,
  payable,
  open,
  ...further,
]

/** The columns where it need not be said whose they are: on a client's page, and for a client itself. */
export const columnsOfClient = invoiceColumns.filter((column) => column !== client && !column.hidden)
