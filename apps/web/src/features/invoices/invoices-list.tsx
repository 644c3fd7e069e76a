"use client"

import type { InvoiceRow } from "@alphas/domain/invoices/dto"
import {
  invoiceKindLabels,
  invoiceKinds,
  invoiceStateLabels,
  invoiceStates,
} from "@alphas/domain/invoices/words"
import type { Page } from "@alphas/domain/paging"
import { Button } from "@mantine/core"
import { IconFileInvoice } from "@tabler/icons-react"
import type { ReactNode } from "react"
import { EmptyState } from "../../feedback/states"
import { sayDay } from "../../format/dates"
import { useReader } from "../../format/reader"
import type { Column } from "../../table/column"
import { ColumnsMenu } from "../../table/columns-menu"
import { DataTable } from "../../table/data-table"
import { DaysFilter } from "../../table/days-filter"
import { Filter } from "../../table/filter"
import { List } from "../../table/list"
import { Paging } from "../../table/paging"
import { SearchField } from "../../table/search-field"
import { SortMenu } from "../../table/sort-menu"
import { ToggleChip } from "../../table/toggle-chip"
import { ClientFilter } from "../clients/client-filter"
import { nameOfInvoice } from "./invoice-words"
import { type InvoicesAddress, isFiltered, standardInvoices } from "./invoices-address"

const kindChoices = invoiceKinds.map((value) => ({ value, label: `${invoiceKindLabels[value]}s` }))
const stateChoices = invoiceStates.map((value) => ({ value, label: invoiceStateLabels[value] }))
const sortChoices = [
  { value: "issueDay", label: "Issued" },
  { value: "dueDay", label: "Due" },
  { value: "number", label: "Number" },
  { value: "client", label: "Client" },
  { value: "payable", label: "Payable" },
  { value: "open", label: "Open" },
  { value: "createdAt", label: "Created" },
]
const first = { page: 1, after: null }

interface Props {
  data: Page<InvoiceRow> | undefined
  error: unknown
  retry: () => void
  waiting: boolean
  address: InvoicesAddress
  change: (change: Partial<InvoicesAddress>, how?: "push" | "replace") => void
  columns: Column<InvoiceRow>[]
  /** Whether the reader is of the agency, and can narrow the list; a client has few and sees only issued ones. */
  narrows: boolean
  /** Between toolbar and table. */
  sums: ReactNode
  /** The action that fills an empty list. */
  create?: ReactNode
}

/** The invoices and credit notes that one may see, with their filters. */
export function InvoicesList(props: Props) {
  const { data, error, retry, waiting, address, change, columns, narrows, sums, create } = props
  const filtered = isFiltered(address)
  const { sort, direction } = address
  const sorting = { sort, direction: direction === "desc" ? ("desc" as const) : ("asc" as const) }
  return (
    <List
      toolbar={<Toolbar {...{ address, change, columns, narrows }} />}
      paging={<Paging data={data} place={address} onPlace={change} />}
    >
      {sums}
      <DataTable
        id="invoices"
        label="Invoices"
        columns={columns}
        rows={data?.items}
        error={error}
        retry={retry}
        waiting={waiting}
        name={nameOfInvoice}
        href={(invoice) => `/invoices/${invoice.id}`}
        sorting={sorting}
        onSort={(next) => change({ ...next, ...first })}
        empty={
          <EmptyState
            icon={IconFileInvoice}
            title={filtered ? "No invoices match these filters" : "No invoices yet"}
            action={
              filtered ? (
                <Button
                  size="xs"
                  variant="default"
                  onClick={() => change({ ...standardInvoices, sort, direction })}
                >
                  Clear filters
                </Button>
              ) : (
                create
              )
            }
          >
            {filtered
              ? "Change the search or remove a filter."
              : narrows
                ? "Write a draft with its lines, check it as the page it will be, and issue it: then it gets its number."
                : "Invoices that are issued to you appear here."}
          </EmptyState>
        }
      />
    </List>
  )
}

type ToolbarProps = Pick<Props, "address" | "change" | "columns" | "narrows">

function Toolbar({ address, change, columns, narrows }: ToolbarProps) {
  const reader = useReader()
  const narrow = (filter: Partial<InvoicesAddress>) => change({ ...filter, ...first })
  const { sort, direction, dueFrom, dueTo, currency } = address
  return (
    <>
      <SearchField
        placeholder="Search invoices"
        value={address.text}
        onChange={(text) => change({ text, ...first }, "replace")}
      />
      <Filter
        label="State"
        choices={narrows ? stateChoices : stateChoices.filter(({ value }) => value !== "draft")}
        value={address.state}
        onChange={(state) => narrow({ state })}
      />
      <ToggleChip
        label="Overdue"
        on={address.overdue === "yes"}
        toggle={() => narrow({ overdue: address.overdue === "yes" ? "" : "yes" })}
      />
      {narrows && <ClientFilter value={address.client} onChange={(client) => narrow({ client })} />}
      <DaysFilter
        label="Issued"
        from={address.from}
        to={address.to}
        onChange={(from, to) => narrow({ from, to })}
      />
      {narrows && (
        <Filter
          label="Kind"
          choices={kindChoices}
          value={address.kind}
          onChange={(kind) => narrow({ kind })}
        />
      )}
      {/* These two come from the receivables, and are only shown while they narrow the list. */}
      {(dueFrom !== null || dueTo !== null) && (
        <ToggleChip
          label={`Due ${[dueFrom && `from ${sayDay(dueFrom, reader)}`, dueTo && `until ${sayDay(dueTo, reader)}`].filter(Boolean).join(" ")}`}
          on
          toggle={() => narrow({ dueFrom: null, dueTo: null })}
        />
      )}
      {currency !== "" && <ToggleChip label={currency} on toggle={() => narrow({ currency: "" })} />}
      <div style={{ flex: 1 }} />
      <SortMenu
        choices={narrows ? sortChoices : sortChoices.filter(({ value }) => value !== "client")}
        sorting={{ sort, direction: direction === "desc" ? "desc" : "asc" }}
        onSort={(next) => narrow({ ...next })}
      />
      <ColumnsMenu id="invoices" columns={columns} />
    </>
  )
}
