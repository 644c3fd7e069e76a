import type { PaymentRow } from "@alphas/domain/payments/dto"
import { paymentMethodLabels } from "@alphas/domain/payments/words"
import { Badge, Text } from "@mantine/core"
import { Money } from "../../format/money-text"
import { Day } from "../../format/time"
import type { Column } from "../../table/column"
import { RowGlow } from "../../table/row-link"

const day: Column<PaymentRow> = {
  id: "day",
  header: "Day",
  width: 130,
  sort: "day",
  cell: (payment) => (
    <>
      <RowGlow id={payment.id} />
      <Day day={payment.day} />
    </>
  ),
}
const client: Column<PaymentRow> = {
  id: "client",
  header: "Client",
  width: 230,
  cell: (payment) => payment.client.name,
}
const method: Column<PaymentRow> = {
  id: "method",
  header: "Method",
  width: 190,
  cell: (payment) => (
    <>
      {paymentMethodLabels[payment.method]} {payment.kind === "refund" && <Badge color="gray">Refund</Badge>}{" "}
      {payment.reversedAt && <Badge color="red">Reversed</Badge>}
    </>
  ),
}
const reference: Column<PaymentRow> = {
  id: "reference",
  header: "Reference",
  width: 170,
  card: "none",
  cell: (payment) => payment.reference,
}
const invoices: Column<PaymentRow> = {
  id: "invoices",
  header: "Invoices",
  width: 190,
  cell: (payment) => payment.invoices.map(({ number }) => number).join(", "),
}
const amount: Column<PaymentRow> = {
  id: "minor",
  header: "Amount",
  width: 136,
  sort: "minor",
  align: "right",
  card: "aside",
  cell: ({ kind, minor, currency, reversedAt }) => (
    <Text component="span" size="sm" {...(reversedAt ? { td: "line-through", c: "dimmed" } : {})}>
      <Money minor={kind === "refund" ? -minor : minor} currency={currency} />
    </Text>
  ),
}
const credit: Column<PaymentRow> = {
  id: "credit",
  header: "Not used",
  width: 120,
  align: "right",
  card: "none",
  cell: ({ kind, minor, usedMinor, currency, reversedAt }) =>
    kind === "payment" &&
    reversedAt === null &&
    usedMinor < minor && <Money minor={minor - usedMinor} currency={currency} />,
}

/** The columns of a list of payments. */
export const paymentColumns: Column<PaymentRow>[] = [day, client, method, reference, invoices, amount, credit]

/** The columns on a client's page, which need not say whose they are. */
export const columnsOfClient = paymentColumns.filter((column) => column !== client)
