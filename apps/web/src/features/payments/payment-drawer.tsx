"use client"

import type { PaymentRow } from "@alphas/domain/payments/dto"
import { paymentMethodLabels } from "@alphas/domain/payments/words"
import { Alert, Anchor, Button, Drawer, Stack, Title } from "@mantine/core"
import Link from "next/link"
import { useState } from "react"
import { usePermission } from "../../data/me"
import { trpc } from "../../data/trpc"
import { done } from "../../feedback/undo"
import { Money } from "../../format/money-text"
import { Day, When } from "../../format/time"
import { ReasonDialog } from "../../forms/reason-dialog"
import { Facts } from "../../shell/facts"
import classes from "./payment-drawer.module.css"

/** Everything about one payment, beside the list. */
export function PaymentDrawer({ payment, close }: { payment: PaymentRow; close: () => void }) {
  const records = usePermission("payments.record")
  const [reversing, setReversing] = useState(false)
  const reverse = trpc.payments.reverse.useMutation()
  const { id, kind, client, minor, currency, usedMinor, reversedAt } = payment
  const name = kind === "refund" ? "Refund" : "Payment"
  return (
    <Drawer opened onClose={close} position="right" size={420} title={name}>
      <Stack gap="lg">
        <p className={classes.amount}>
          <Money minor={minor} currency={currency} />
        </p>
        {reversedAt && (
          <Alert color="gray" variant="light" p="xs">
            Reversed <When at={reversedAt} />. It settles nothing.
          </Alert>
        )}
        <Facts
          facts={[
            [
              "Client",
              <Anchor key="client" component={Link} href={`/clients/${client.id}?tab=money`} size="sm">
                {client.name}
              </Anchor>,
            ],
            ["Day", <Day key="day" day={payment.day} />],
            ["Method", paymentMethodLabels[payment.method]],
            ["Reference", payment.reference],
            ["Note", payment.note],
            ["Recorded by", payment.createdBy?.name],
            ["Recorded", <When key="at" at={payment.createdAt} />],
          ]}
        />
        {kind === "payment" && reversedAt === null && (
          <section>
            <Title order={2} mb={6}>
              Settles
            </Title>
            <ul className={classes.shares}>
              {payment.invoices.map((invoice) => (
                <li key={invoice.id}>
                  <Anchor component={Link} href={`/invoices/${invoice.id}`} size="sm">
                    {invoice.number}
                  </Anchor>
                  <Money minor={invoice.minor} currency={currency} />
                </li>
              ))}
              {usedMinor < minor && (
                <li>
                  <span>Client's credit</span>
                  <Money minor={minor - usedMinor} currency={currency} />
                </li>
              )}
            </ul>
          </section>
        )}
        {records && reversedAt === null && (
          <Button size="sm" variant="default" onClick={() => setReversing(true)}>
            Reverse {name.toLowerCase()}
          </Button>
        )}
      </Stack>
      {reversing && (
        <ReasonDialog
          title={`Reverse ${name.toLowerCase()}`}
          action={`Reverse ${name.toLowerCase()}`}
          note="For what was entered by mistake. Its shares are undone, and it stays in the list."
          save={(reason) => reverse.mutateAsync({ id, reason })}
          onSaved={() => done(`${name} reversed`)}
          close={() => setReversing(false)}
        />
      )}
    </Drawer>
  )
}
