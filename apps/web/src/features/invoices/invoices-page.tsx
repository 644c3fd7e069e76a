"use client"

import { Button, Text } from "@mantine/core"
import { IconPlus } from "@tabler/icons-react"
import { keepPreviousData } from "@tanstack/react-query"
import dynamic from "next/dynamic"
import { useState } from "react"
import { usePermission } from "../../data/me"
import { refreshed } from "../../data/refreshed"
import { trpc } from "../../data/trpc"
import { LoadingList } from "../../shell/loading-list"
import { Page } from "../../shell/page"
import { useRememberedList } from "../../table/list-memory"
import { useKnownPlace } from "../../table/paging"
import { SumsLine } from "../../table/sums-line"
import { useAddress } from "../../table/use-address"
import { columnsOfClient, invoiceColumns } from "./invoice-columns"
import { invoicesFilter, invoicesQuery, standardInvoices } from "./invoices-address"
import { InvoicesList } from "./invoices-list"
import { Owed } from "./owed"

const figures = [
  { label: "Payable", of: "payableMinor" },
  { label: "Net", of: "netMinor" },
  { label: "Open", of: "openMinor" },
  { label: "Overdue", of: "overdueMinor", optional: true, alarming: true },
] as const

const NewInvoiceDialog = dynamic(
  () => import("./new-invoice-dialog").then((module) => module.NewInvoiceDialog),
  { ssr: false },
)

/** All the invoices one may see; a client sees what it owes, and its own. */
export function InvoicesPage() {
  const [address, change] = useAddress(standardInvoices)
  const prepares = usePermission("invoices.prepare")
  const [creating, setCreating] = useState(false)
  const { data, error, refetch, isPlaceholderData } = trpc.invoices.list.useQuery(invoicesQuery(address), {
    placeholderData: keepPreviousData,
    refetchInterval: refreshed,
  })
  const sums = trpc.invoices.sums.useQuery(prepares ? invoicesFilter(address) : {}, {
    placeholderData: keepPreviousData,
    refetchInterval: refreshed,
  })
  useKnownPlace(error, address, change)
  useRememberedList("/invoices", standardInvoices, address)

  const create = prepares && (
    <Button
      size="xs"
      leftSection={<IconPlus size={15} />}
      aria-label="New invoice"
      onClick={() => setCreating(true)}
    >
      New
      <Text span inherit visibleFrom="sm">
        &nbsp;invoice
      </Text>
    </Button>
  )
  return (
    <Page trail={[{ label: "Invoices" }]} actions={create}>
      {!prepares && <Owed sums={sums.data} />}
      <InvoicesList
        data={data}
        error={error}
        retry={() => void refetch()}
        waiting={isPlaceholderData}
        address={address}
        change={change}
        columns={prepares ? invoiceColumns : columnsOfClient}
        narrows={prepares}
        sums={prepares && <SumsLine figures={figures} sums={sums.data} />}
        create={create}
      />
      {creating && <NewInvoiceDialog close={() => setCreating(false)} />}
    </Page>
  )
}

/** The shape of the list while its first screen is on its way. */
export function InvoicesLoading() {
  return <LoadingList title="Invoices" columns={invoiceColumns.filter(({ hidden }) => !hidden)} />
}
