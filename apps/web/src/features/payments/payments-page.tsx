"use client"

import { paymentKinds, paymentMethodLabels, paymentMethods } from "@alphas/domain/payments/words"
import { Button, Text } from "@mantine/core"
import { IconCash, IconPlus } from "@tabler/icons-react"
import { keepPreviousData } from "@tanstack/react-query"
import dynamic from "next/dynamic"
import { useState } from "react"
import { usePermission } from "../../data/me"
import { refreshed } from "../../data/refreshed"
import { trpc } from "../../data/trpc"
import { EmptyState } from "../../feedback/states"
import { LoadingList } from "../../shell/loading-list"
import { Page } from "../../shell/page"
import { ColumnsMenu } from "../../table/columns-menu"
import { DataTable } from "../../table/data-table"
import { DaysFilter } from "../../table/days-filter"
import { Filter } from "../../table/filter"
import { List } from "../../table/list"
import { Paging, useKnownPlace } from "../../table/paging"
import { useAddress } from "../../table/use-address"
import { ClientFilter } from "../clients/client-filter"
import { paymentColumns } from "./payment-columns"
import { PaymentDrawer } from "./payment-drawer"
import { nameOfPayment } from "./payment-words"
import { isFiltered, paymentsQuery, standardPayments } from "./payments-address"

const PaymentDialog = dynamic(() => import("./payment-dialog").then((module) => module.PaymentDialog), {
  ssr: false,
})

const kindLabels = { payment: "Payments", refund: "Refunds" }
const kindChoices = paymentKinds.map((value) => ({ value, label: kindLabels[value] }))
const methodChoices = paymentMethods.map((value) => ({ value, label: paymentMethodLabels[value] }))
const first = { page: 1, after: null }

/** The money that came in and went back. */
export function PaymentsPage() {
  const [address, change] = useAddress(standardPayments)
  const records = usePermission("payments.record")
  const [recording, setRecording] = useState(false)
  const { data, error, refetch, isPlaceholderData } = trpc.payments.list.useQuery(paymentsQuery(address), {
    placeholderData: keepPreviousData,
    refetchInterval: refreshed,
  })
  useKnownPlace(error, address, change)
  const narrow = (filter: Partial<typeof address>) => change({ ...filter, ...first })
  const filtered = isFiltered(address)
  const { sort, direction } = address
  const opened = data?.items.find(({ id }) => id === address.open)
  const record = records && (
    <Button
      size="xs"
      leftSection={<IconPlus size={15} />}
      aria-label="Record payment"
      onClick={() => setRecording(true)}
    >
      Record
      <Text span inherit visibleFrom="sm">
        &nbsp;payment
      </Text>
    </Button>
  )
  return (
    <Page trail={[{ label: "Payments" }]} actions={record}>
      <List
        toolbar={
          <>
            <ClientFilter value={address.client} onChange={(client) => narrow({ client })} />
            <DaysFilter
              label="Day"
              from={address.from}
              to={address.to}
              onChange={(from, to) => narrow({ from, to })}
            />
            <Filter
              label="Method"
              choices={methodChoices}
              value={address.method}
              onChange={(method) => narrow({ method })}
            />
            <Filter
              label="Kind"
              choices={kindChoices}
              value={address.kind}
              onChange={(kind) => narrow({ kind })}
            />
            <div style={{ flex: 1 }} />
            <ColumnsMenu id="payments" columns={paymentColumns} />
          </>
        }
        paging={<Paging data={data} place={address} onPlace={change} />}
      >
        <DataTable
          id="payments"
          label="Payments"
          columns={paymentColumns}
          rows={data?.items}
          error={error}
          retry={() => void refetch()}
          waiting={isPlaceholderData}
          name={nameOfPayment}
          href={({ id }) => `/payments?open=${id}`}
          open={({ id }) => change({ open: id })}
          sorting={{ sort, direction: direction === "desc" ? "desc" : "asc" }}
          onSort={(next) => narrow({ ...next })}
          empty={
            <EmptyState
              icon={IconCash}
              title={filtered ? "No payments match these filters" : "No payments yet"}
              action={
                filtered ? (
                  <Button
                    size="xs"
                    variant="default"
                    onClick={() => change({ ...standardPayments, sort, direction })}
                  >
                    Clear filters
                  </Button>
                ) : (
                  record
                )
              }
            >
              {filtered
                ? "Remove a filter."
                : "Money that comes in settles invoices; what is left over is the client's credit."}
            </EmptyState>
          }
        />
      </List>
      {opened && <PaymentDrawer payment={opened} close={() => change({ open: "" })} />}
      {recording && <PaymentDialog about={null} close={() => setRecording(false)} />}
    </Page>
  )
}

/** The shape of the list while its first screen is on its way. */
export function PaymentsLoading() {
  return <LoadingList title="Payments" columns={paymentColumns} />
}
