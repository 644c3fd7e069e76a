"use client"

import type { ExpenseRow } from "@alphas/domain/expenses/dto"
import {
  expenseCategories,
  expenseCategoryLabels,
  expenseStateLabels,
  expenseStates,
} from "@alphas/domain/expenses/words"
import type { Page } from "@alphas/domain/paging"
import { Button } from "@mantine/core"
import { IconReceipt } from "@tabler/icons-react"
import type { ReactNode } from "react"
import { EmptyState } from "../../feedback/states"
import type { Column } from "../../table/column"
import { ColumnsMenu } from "../../table/columns-menu"
import { DataTable } from "../../table/data-table"
import { DaysFilter } from "../../table/days-filter"
import { Filter } from "../../table/filter"
import { List } from "../../table/list"
import { Paging } from "../../table/paging"
import { SearchField } from "../../table/search-field"
import { SortMenu } from "../../table/sort-menu"
import { CampaignFilter } from "../tasks/campaign-choice"
import { usePeople } from "../users/person-select"
import { type ExpensesAddress, isFiltered, standardExpenses } from "./expenses-address"

const stateChoices = expenseStates.map((value) => ({ value, label: expenseStateLabels[value] }))
const categoryChoices = expenseCategories.map((value) => ({ value, label: expenseCategoryLabels[value] }))
const billableChoices = [
  { value: "yes", label: "Billable" },
  { value: "no", label: "Not billable" },
]
const sortChoices = [
  { value: "day", label: "Day" },
  { value: "amount", label: "Amount" },
  { value: "supplier", label: "Supplier" },
  { value: "createdAt", label: "Entered" },
]
const first = { page: 1, after: null }

interface Props {
  data: Page<ExpenseRow> | undefined
  error: unknown
  retry: () => void
  waiting: boolean
  address: ExpensesAddress
  change: (change: Partial<ExpensesAddress>, how?: "push" | "replace") => void
  columns: Column<ExpenseRow>[]
  /** Whether the reader sees those of others. */
  ofOthers: boolean
  /** Between toolbar and table. */
  sums: ReactNode
  /** The action that fills an empty list. */
  create: ReactNode
}

/** The expenses that one may see, with their filters. */
export function ExpensesList(props: Props) {
  const { data, error, retry, waiting, address, change, columns, ofOthers, sums, create } = props
  const filtered = isFiltered(address)
  const { sort, direction } = address
  const sorting = { sort, direction: direction === "desc" ? ("desc" as const) : ("asc" as const) }
  return (
    <List
      toolbar={<Toolbar {...{ address, change, columns, ofOthers }} />}
      paging={<Paging data={data} place={address} onPlace={change} />}
    >
      {sums}
      <DataTable
        id="expenses"
        label="Expenses"
        columns={columns}
        rows={data?.items}
        error={error}
        retry={retry}
        waiting={waiting}
        name={({ supplier }) => supplier}
        href={({ id }) => `/expenses/${id}`}
        sorting={sorting}
        onSort={(next) => change({ ...next, ...first })}
        empty={
          <EmptyState
            icon={IconReceipt}
            title={filtered ? "No expenses match these filters" : "No expenses yet"}
            action={
              filtered ? (
                <Button
                  size="xs"
                  variant="default"
                  onClick={() => change({ ...standardExpenses, sort, direction })}
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
              : "Enter what you paid for the agency or a campaign, with its receipt. Once it is approved it counts in the campaign, and you get it back."}
          </EmptyState>
        }
      />
    </List>
  )
}

type ToolbarProps = Pick<Props, "address" | "change" | "columns" | "ofOthers">

function Toolbar({ address, change, columns, ofOthers }: ToolbarProps) {
  const people = usePeople()
  const narrow = (filter: Partial<ExpensesAddress>) => change({ ...filter, ...first })
  const { sort, direction } = address
  return (
    <>
      <SearchField
        placeholder="Search expenses"
        value={address.text}
        onChange={(text) => change({ text, ...first }, "replace")}
      />
      <Filter
        label="State"
        choices={stateChoices}
        value={address.state}
        onChange={(state) => narrow({ state })}
      />
      {ofOthers && (
        <Filter
          label="Person"
          choices={people.map(({ id, name }) => ({ value: id, label: name }))}
          value={address.person}
          onChange={(person) => narrow({ person })}
        />
      )}
      <CampaignFilter
        withTasks={false}
        none="Internal"
        value={address.campaign}
        onChange={(campaign) => narrow({ campaign })}
      />
      <Filter
        label="Category"
        choices={categoryChoices}
        value={address.category}
        onChange={(category) => narrow({ category })}
      />
      <DaysFilter
        label="Day"
        from={address.from}
        to={address.to}
        onChange={(from, to) => narrow({ from, to })}
      />
      <Filter
        label="Billable"
        single
        choices={billableChoices}
        value={address.billable === "" ? [] : [address.billable]}
        onChange={([billable = ""]) => narrow({ billable })}
      />
      <div style={{ flex: 1 }} />
      <SortMenu
        choices={sortChoices}
        sorting={{ sort, direction: direction === "desc" ? "desc" : "asc" }}
        onSort={(next) => narrow({ ...next })}
      />
      <ColumnsMenu id="expenses" columns={columns} />
    </>
  )
}
