"use client"

import type { Invoice, Settlement } from "@alphas/domain/invoices/dto"
import { Anchor, Stack, Text, Title } from "@mantine/core"
import Link from "next/link"
import { usePermission } from "../../data/me"
import { Money } from "../../format/money-text"
import { Day, When } from "../../format/time"
import { Facts } from "../../shell/facts"
import record from "../../shell/record.module.css"
import classes from "./invoice-side.module.css"

/** At the side of an issued document: what is open of it, what has settled it, and the facts. */
export function InvoiceSide({ invoice }: { invoice: Invoice }) {
  const clients = usePermission("clients.read")
  const agency = usePermission("invoices.prepare")
  const { client, currency, kind, openMinor, overdue, settlements, credits, creditedBy } = invoice
  const isInvoice = kind === "invoice"
  return (
    <Stack gap={24}>
      <section aria-labelledby="open-amount">
        <Title order={2} id="open-amount" className={classes.label ?? ""}>
          {isInvoice ? "Open" : "Left to use"}
        </Title>
        <p className={classes.amount} data-late={overdue || undefined}>
          <Money minor={openMinor} currency={currency} />
        </p>
        <Text size="sm" c="dimmed">
          of <Money minor={invoice.payableMinor} currency={currency} />
          {isInvoice && invoice.dueDay && (
            <>
              , due <Day day={invoice.dueDay} />
            </>
          )}
        </Text>
      </section>
      {settlements.length > 0 && (
        <section aria-label="Settled by">
          <Title order={2} mb={6}>
            Settled by
          </Title>
          <ul className={classes.settlements}>
            {settlements.map((settlement) => (
              <li key={settlement.id}>
                <div className={classes.by}>
                  <By settlement={settlement} />
                  <Text size="xs" c="dimmed">
                    <Day day={settlement.day} />
                    {settlement.by && "reference" in settlement.by && settlement.by.reference && (
                      <>, {settlement.by.reference}</>
                    )}
                  </Text>
                </div>
                <Money minor={settlement.minor} currency={currency} />
              </li>
            ))}
          </ul>
        </section>
      )}
      <section className={record.facts}>
        <Title order={2} mb={6}>
          Details
        </Title>
        <Facts
          facts={[
            [
              "Client",
              clients && agency ? (
                <Anchor key="client" component={Link} href={`/clients/${client.id}`} size="sm">
                  {client.name}
                </Anchor>
              ) : (
                client.name
              ),
            ],
            ["Issued", invoice.issueDay && <Day key="issued" day={invoice.issueDay} />],
            ["Credits", credits && <Document key="credits" document={credits} />],
            [
              "Credited by",
              creditedBy.length > 0 && (
                <Stack key="by" gap={2}>
                  {creditedBy.map((each) => (
                    <Document key={each.id} document={each} />
                  ))}
                </Stack>
              ),
            ],
            ["Sent", invoice.sentAt && <When key="sent" at={invoice.sentAt} />],
            ["Viewed", agency && invoice.viewedAt && <When key="viewed" at={invoice.viewedAt} />],
          ]}
        />
      </section>
    </Stack>
  )
}

const Document = ({ document }: { document: { id: string; number: string } }) => (
  <Anchor component={Link} href={`/invoices/${document.id}`} size="sm">
    {document.number}
  </Anchor>
)

function By({ settlement: { by, minor } }: { settlement: Settlement }) {
  if (by === null) return <span>Payment</span>
  if (by.kind === "credit_note" || by.kind === "invoice") return <Document document={by} />
  const name = by.kind === "refund" ? "Refund" : "Payment"
  return <span>{minor < 0 ? `${name} taken back` : name}</span>
}
