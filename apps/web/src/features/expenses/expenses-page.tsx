"use client"

import { scopeOf } from "@alphas/domain/permissions"
import { Button, SegmentedControl, Text } from "@mantine/core"
import { IconPlus } from "@tabler/icons-react"
import { keepPreviousData } from "@tanstack/react-query"
import dynamic from "next/dynamic"
import { useState } from "react"
import { useMe, usePermission } from "../../data/me"
import { refreshed } from "../../data/refreshed"
import { trpc } from "../../data/trpc"
import { LoadingList } from "../../shell/loading-list"
import { Page } from "../../shell/page"
import { Views } from "../../table/list"
import { useRememberedList } from "../../table/list-memory"
import { useKnownPlace } from "../../table/paging"
import { SumsLine } from "../../table/sums-line"
import { useAddress } from "../../table/use-address"
import { columnsOfOwn, expenseColumns } from "./expense-columns"
import {
  type ExpensesAddress,
  expensesFilter,
  expensesQuery,
  standardExpenses,
  toDecideQuery,
} from "./expenses-address"
import { ExpensesList } from "./expenses-list"
import { expenseFigures } from "./figures"

const ApprovalsView = dynamic(() => import("./approvals-view").then((module) => module.ApprovalsView))
const NewExpenseDialog = dynamic(() => import("./expense-dialog").then((module) => module.NewExpenseDialog), {
  ssr: false,
})

/** The expenses one may see, and those that wait for one's approval. */
export function ExpensesPage() {
  const [address, change] = useAddress(standardExpenses)
  const approves = usePermission("expenses.approve")
  const [creating, setCreating] = useState(false)
  const waiting = trpc.expenses.list.useQuery(toDecideQuery, { enabled: approves }).data?.total ?? 0
  const view = approves && address.view === "approvals" ? "approvals" : "list"
  const create = (
    <Button
      size="xs"
      leftSection={<IconPlus size={15} />}
      aria-label="New expense"
      onClick={() => setCreating(true)}
    >
      New
      <Text span inherit visibleFrom="sm">
        &nbsp;expense
      </Text>
    </Button>
  )
  return (
    <Page trail={[{ label: "Expenses" }]} actions={create}>
      {approves && (
        <Views>
          <SegmentedControl
            size="xs"
            aria-label="View"
            value={view}
            onChange={(next) => change({ ...standardExpenses, view: next === "list" ? "" : next })}
            data={[
              { value: "list", label: "Expenses" },
              { value: "approvals", label: waiting === 0 ? "To approve" : `To approve ${waiting}` },
            ]}
          />
        </Views>
      )}
      {view === "approvals" ? (
        <ApprovalsView />
      ) : (
        <AllExpenses address={address} change={change} create={create} />
      )}
      {creating && <NewExpenseDialog close={() => setCreating(false)} />}
    </Page>
  )
}

interface Props {
  address: ExpensesAddress
  change: (change: Partial<ExpensesAddress>, how?: "push" | "replace") => void
  create: React.ReactNode
}

function AllExpenses({ address, change, create }: Props) {
  const me = useMe()
  const ofOthers = scopeOf(me.role, "expenses.read") !== "self"
  const kept = { placeholderData: keepPreviousData, refetchInterval: refreshed }
  const { data, error, refetch, isPlaceholderData } = trpc.expenses.list.useQuery(
    expensesQuery(address),
    kept,
  )
  const sums = trpc.expenses.sums.useQuery(expensesFilter(address), kept)
  useKnownPlace(error, address, change)
  useRememberedList("/expenses", standardExpenses, address)
  return (
    <ExpensesList
      data={data}
      error={error}
      retry={() => void refetch()}
      waiting={isPlaceholderData}
      address={address}
      change={change}
      columns={ofOthers ? expenseColumns : columnsOfOwn}
      ofOthers={ofOthers}
      sums={<SumsLine figures={expenseFigures} sums={sums.data} />}
      create={create}
    />
  )
}

/** The shape of the list while its first screen is on its way. */
export function ExpensesLoading() {
  return <LoadingList title="Expenses" columns={expenseColumns.filter(({ hidden }) => !hidden)} />
}
