"use client"

import type { Client } from "@alphas/domain/clients/dto"
import type { ClientBalance } from "@alphas/domain/payments/dto"
import { Button, Group, Skeleton, Stack } from "@mantine/core"
import { IconPlus } from "@tabler/icons-react"
import dynamic from "next/dynamic"
import { useMemo, useState } from "react"
import { usePermission } from "../../data/me"
import { trpc } from "../../data/trpc"
import { Loaded } from "../../feedback/loaded"
import { failed } from "../../feedback/undo"
import { Money } from "../../format/money-text"
import { Part } from "../../shell/part"
import { useGo } from "../../shell/use-go"
import { ClientInvoices } from "../invoices/client-invoices"
import { ClientBillingForm } from "../money/client-billing-form"
import classes from "./client-money.module.css"
import { ClientPayments } from "./client-payments"

const PaymentDialog = dynamic(() => import("./payment-dialog").then((module) => module.PaymentDialog), {
  ssr: false,
})
const CreditDialog = dynamic(() => import("./credit-dialog").then((module) => module.CreditDialog), {
  ssr: false,
})
const RefundDialog = dynamic(() => import("./refund-dialog").then((module) => module.RefundDialog), {
  ssr: false,
})

/** A client's money: what it owes, its invoices, and how it is billed. */
export function ClientMoney({ client }: { client: Client }) {
  const [prepares, manages] = [usePermission("invoices.prepare"), usePermission("billing.manage")]
  const [reads, records] = [usePermission("payments.read"), usePermission("payments.record")]
  const [recording, setRecording] = useState(false)
  const about = useMemo(() => ({ clientId: client.id, currency: client.currency }), [client])
  return (
    <Stack gap={32}>
      {reads && (
        <Part title="Balance">
          <Balances client={client} />
        </Part>
      )}
      <Part
        title="Invoices"
        actions={
          client.archivedAt === null && (
            <Group gap={6}>
              {records && (
                <Button size="xs" variant="default" onClick={() => setRecording(true)}>
                  Record payment
                </Button>
              )}
              {prepares && <NewInvoice clientId={client.id} />}
            </Group>
          )
        }
      >
        <ClientInvoices clientId={client.id} />
      </Part>
      {reads && (
        <Part title="Payments">
          <ClientPayments clientId={client.id} />
        </Part>
      )}
      {manages && (
        <Part title="Billing">
          <ClientBillingForm clientId={client.id} />
        </Part>
      )}
      {recording && <PaymentDialog about={about} close={() => setRecording(false)} />}
    </Stack>
  )
}

function NewInvoice({ clientId }: { clientId: string }) {
  const go = useGo()
  const create = trpc.invoices.create.useMutation()
  const begin = async () => {
    try {
      const { id } = await create.mutateAsync({ clientId })
      await go(`/invoices/${id}`)
    } catch (error) {
      failed(error)
    }
  }
  return (
    <Button
      size="xs"
      variant="default"
      leftSection={<IconPlus size={14} />}
      loading={create.isPending}
      onClick={() => void begin()}
    >
      New invoice
    </Button>
  )
}

function Balances({ client }: { client: Client }) {
  return (
    <Loaded
      query={trpc.payments.balances.useQuery({ clientId: client.id })}
      skeleton={<Skeleton h={44} w={280} />}
    >
      {(balances) =>
        balances.length === 0 ? (
          <p className={classes.none}>Nothing is owed.</p>
        ) : (
          balances.map((balance) => <Balance key={balance.currency} client={client} balance={balance} />)
        )
      }
    </Loaded>
  )
}

function Balance({ client, balance }: { client: Client; balance: ClientBalance }) {
  const records = usePermission("payments.record")
  const [doing, setDoing] = useState<"refund" | "apply" | null>(null)
  const { currency, openMinor, overdueMinor, creditMinor, creditNotesMinor } = balance
  const amounts = [
    { name: "Open", minor: openMinor, late: false },
    { name: "Overdue", minor: overdueMinor, late: overdueMinor > 0 },
    { name: "Credit", minor: creditMinor, late: false },
    ...(creditNotesMinor > 0 ? [{ name: "Credit notes", minor: creditNotesMinor, late: false }] : []),
  ]
  const dialog = { clientId: client.id, currency, creditMinor, creditNote: null, close: () => setDoing(null) }
  return (
    <div className={classes.balance}>
      <dl className={classes.amounts} aria-label={currency}>
        {amounts.map(({ name, minor, late }) => (
          <div key={name} data-late={late || undefined}>
            <dt>{name}</dt>
            <dd>
              <Money minor={minor} currency={currency} />
            </dd>
          </div>
        ))}
      </dl>
      {records && creditMinor > 0 && (
        <Group gap={6}>
          {openMinor > 0 && (
            <Button size="xs" variant="default" onClick={() => setDoing("apply")}>
              Use credit
            </Button>
          )}
          <Button size="xs" variant="default" onClick={() => setDoing("refund")}>
            Refund
          </Button>
        </Group>
      )}
      {doing === "refund" && <RefundDialog {...dialog} />}
      {doing === "apply" && <CreditDialog {...dialog} />}
    </div>
  )
}
