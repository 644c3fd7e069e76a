"use client"

import type { Client } from "@alphas/domain/clients/dto"
import { Button, Stack } from "@mantine/core"
import { IconPlus } from "@tabler/icons-react"
import { usePermission } from "../../data/me"
import { trpc } from "../../data/trpc"
import { failed } from "../../feedback/undo"
import { Part } from "../../shell/part"
import { useGo } from "../../shell/use-go"
import { ClientInvoices } from "../invoices/client-invoices"
import { ClientBillingForm } from "../money/client-billing-form"

/** A client's money: what it owes, its invoices, and how it is billed. */
export function ClientMoney({ client }: { client: Client }) {
  const [prepares, manages] = [usePermission("invoices.prepare"), usePermission("billing.manage")]
  return (
    <Stack gap={32}>
      <Part
        title="Invoices"
        actions={client.archivedAt === null && prepares && <NewInvoice clientId={client.id} />}
      >
        <ClientInvoices clientId={client.id} />
      </Part>
      {manages && (
        <Part title="Billing">
          <ClientBillingForm clientId={client.id} />
        </Part>
      )}
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
