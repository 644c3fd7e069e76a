"use client"

import type { ExpenseRow } from "@alphas/domain/expenses/dto"
import { Button, Kbd } from "@mantine/core"
import { IconChecks } from "@tabler/icons-react"
import { useRef, useState } from "react"
import { refreshed } from "../../data/refreshed"
import { trpc } from "../../data/trpc"
import { EmptyState } from "../../feedback/states"
import { attempt } from "../../feedback/undo"
import { useKeys } from "../../forms/use-keys"
import { DataTable } from "../../table/data-table"
import { List } from "../../table/list"
import { columnsToDecide } from "./expense-columns"
import classes from "./expenses.module.css"
import { toDecideQuery } from "./expenses-address"
import { StepDialog } from "./step-dialog"
import { stepDone, useExpenseStep } from "./use-step"

const linkOf = (id: string) => document.querySelector<HTMLElement>(`[data-row="${id}"] [data-row-link]`)

/** Submitted expenses of others, oldest first: approved and rejected by button or key, from row to row. */
export function ApprovalsView() {
  const { data, error, refetch } = trpc.expenses.list.useQuery(toDecideQuery, {
    refetchInterval: refreshed,
  })
  const take = useExpenseStep()
  const [rejecting, setRejecting] = useState<ExpenseRow | null>(null)
  const busy = useRef(new Set<string>())
  const rows = data?.items ?? []

  /** The row with the focus, or the first one. */
  const current = (): ExpenseRow | undefined => {
    const id = document.activeElement?.closest<HTMLElement>("[data-row]")?.dataset.row
    return rows.find((row) => row.id === id) ?? rows[0]
  }
  /** Goes to the row behind, for this one leaves the list. */
  const goOn = (from: ExpenseRow) => {
    const at = rows.findIndex(({ id }) => id === from.id)
    const next = rows[at + 1] ?? rows[at - 1]
    if (next !== undefined) linkOf(next.id)?.focus()
  }
  const approve = async (expense: ExpenseRow | undefined) => {
    if (expense === undefined || busy.current.has(expense.id)) return
    busy.current.add(expense.id)
    goOn(expense)
    await attempt(() => take(expense, "approve"), `${expense.supplier} ${stepDone.approve}`)
    busy.current.delete(expense.id)
  }
  const reject = (expense: ExpenseRow | undefined) => {
    if (expense !== undefined) setRejecting(expense)
  }
  useKeys({ a: () => void approve(current()), r: () => reject(current()) })

  return (
    <List>
      {rows.length > 0 && (
        <div className={classes.keys}>
          <span>
            <Kbd size="xs">j</Kbd> <Kbd size="xs">k</Kbd> next and previous
          </span>
          <span>
            <Kbd size="xs">a</Kbd> approve
          </span>
          <span>
            <Kbd size="xs">r</Kbd> reject
          </span>
          <span>
            <Kbd size="xs">Enter</Kbd> open
          </span>
        </div>
      )}
      <DataTable
        id="expenses-to-approve"
        label="Expenses to approve"
        columns={decisionColumns(
          (row) => void approve(row),
          (row) => reject(row),
        )}
        rows={data?.items}
        error={error}
        retry={() => void refetch()}
        name={({ supplier }) => supplier}
        href={({ id }) => `/expenses/${id}`}
        empty={
          <EmptyState icon={IconChecks} title="No expenses to approve">
            Expenses that others submit appear here for you to approve or reject.
          </EmptyState>
        }
      />
      {rejecting !== null && (
        <StepDialog expense={rejecting} step="reject" close={() => setRejecting(null)} />
      )}
    </List>
  )
}

type Decide = (row: ExpenseRow) => void

const decisionColumns = (approve: Decide, reject: Decide) => [
  ...columnsToDecide,
  {
    ...{ id: "decide", header: "Decision", width: 160, align: "right" as const },
    cell: (row: ExpenseRow) => (
      <span className={classes.decide}>
        <Button size="compact-xs" variant="light" onClick={() => approve(row)}>
          Approve
        </Button>
        <Button size="compact-xs" variant="default" onClick={() => reject(row)}>
          Reject
        </Button>
      </span>
    ),
  },
]
