"use client"

import type { Expense } from "@alphas/domain/expenses/dto"
import { type ExpenseStep, expenseCategoryLabels, expenseSteps } from "@alphas/domain/expenses/words"
import { taxCategoryLabels } from "@alphas/domain/money/tax"
import { Button, Stack, Text } from "@mantine/core"
import { IconPencil, IconReceipt, IconTrash } from "@tabler/icons-react"
import dynamic from "next/dynamic"
import { useRouter } from "next/navigation"
import { useState } from "react"
import { useMe } from "../../data/me"
import { refreshed } from "../../data/refreshed"
import { trpc } from "../../data/trpc"
import { attempt } from "../../feedback/undo"
import { Money } from "../../format/money-text"
import { ActionsMenu, copyLinkAction } from "../../shell/actions-menu"
import { Part } from "../../shell/part"
import { RecordFrame } from "../../shell/record"
import record from "../../shell/record.module.css"
import { RecordHistory } from "../../shell/record-history"
import { type Kind, RecordPage } from "../../shell/record-page"
import { RecordTabs, tabsOf, useTab } from "../../shell/record-tabs"
import { listAddress } from "../../table/list-memory"
import { ExpenseBadge } from "./expense-badge"
import { ExpenseSide } from "./expense-side"
import { ExpenseSkeleton } from "./expense-skeleton"
import classes from "./expenses.module.css"
import { ReceiptsPart } from "./receipts-part"
import { StepDialog } from "./step-dialog"
import { stepDone, useExpenseStep } from "./use-step"

const EditDialog = dynamic(() => import("./expense-dialog").then((module) => module.EditExpenseDialog), {
  ssr: false,
})

const kind: Kind = { one: "expense", many: "expenses", list: "/expenses", icon: IconReceipt }

/** One expense: what was spent, its receipts, and who decided it. */
export function ExpensePage({ id }: { id: string }) {
  return (
    <RecordPage
      kind={kind}
      query={trpc.expenses.get.useQuery({ id }, { refetchInterval: refreshed })}
      nameOf={({ supplier }) => supplier}
      skeleton={<ExpenseSkeleton />}
    >
      {(expense) => <Record expense={expense} />}
    </RecordPage>
  )
}

function Record({ expense }: { expense: Expense }) {
  const [wanted, open] = useTab()
  const { id, supplier, state, currency, mayReadHistory } = expense
  const tabs = tabsOf(
    { value: "expense", label: "Expense", content: <Overview expense={expense} /> },
    mayReadHistory && {
      ...{ value: "history", label: "History" },
      content: <RecordHistory entity="expense" id={id} currency={currency} />,
    },
  )
  return (
    <RecordFrame
      id={id}
      name={supplier}
      status={<ExpenseBadge state={state} />}
      actions={<Actions expense={expense} />}
      side={<ExpenseSide expense={expense} />}
    >
      <RecordTabs tabs={tabs} tab={wanted} open={open} />
    </RecordFrame>
  )
}

/** Steps that are the main thing to do from a state; the others are in the menu. */
const main: readonly ExpenseStep[] = ["submit", "approve", "reject", "reimburse"]

function Actions({ expense }: { expense: Expense }) {
  const { id, version, supplier, steps, mayEdit, person } = expense
  const router = useRouter()
  const me = useMe()
  const take = useExpenseStep()
  const [removal, restoring] = [trpc.expenses.remove.useMutation(), trpc.expenses.restore.useMutation()]
  const [asking, setAsking] = useState<ExpenseStep | null>(null)
  const [editing, setEditing] = useState(false)
  const step = (name: ExpenseStep) => {
    if (expenseSteps[name].asksWhy) setAsking(name)
    else void attempt(() => take(expense, name), `${supplier} ${stepDone[name]}`)
  }
  const remove = async () => {
    const removed = await attempt(
      () => removal.mutateAsync({ id, version }),
      `${supplier} removed`,
      (saved) => restoring.mutateAsync(saved),
    )
    if (removed) router.push(listAddress("/expenses"))
  }
  const [first, ...rest] = steps.filter((name) => main.includes(name))
  return (
    <>
      {mayEdit && (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPencil size={14} stroke={1.6} />}
          onClick={() => setEditing(true)}
        >
          Edit
        </Button>
      )}
      {rest.map((name) => (
        <Button key={name} size="xs" variant="default" onClick={() => step(name)}>
          {expenseSteps[name].label}
        </Button>
      ))}
      {first !== undefined && (
        <Button size="xs" onClick={() => step(first)}>
          {expenseSteps[first].label}
        </Button>
      )}
      <ActionsMenu
        actions={[
          ...steps
            .filter((name) => !main.includes(name))
            .map((name) => ({
              label: expenseSteps[name].label,
              icon: IconReceipt,
              onClick: () => step(name),
            })),
          copyLinkAction(`/expenses/${id}`),
          mayEdit &&
            person.id === me.id && { label: "Remove", icon: IconTrash, onClick: () => void remove() },
        ]}
      />
      {asking !== null && <StepDialog expense={expense} step={asking} close={() => setAsking(null)} />}
      {editing && <EditDialog expense={expense} close={() => setEditing(false)} />}
    </>
  )
}

function Overview({ expense }: { expense: Expense }) {
  const { amountMinor, netMinor, taxMinor, billMinor, currency, taxCategory, taxPercent } = expense
  const { state, reason, description, category, markupPercent, counted } = expense
  return (
    <Stack gap={28}>
      {reason !== null && (
        <div className={classes.note} data-bad={state === "rejected" || undefined}>
          <Text size="xs" c="dimmed">
            {state === "rejected" ? "Rejected because" : "The approval was reversed because"}
          </Text>
          {reason}
        </div>
      )}
      <section aria-label="Amount">
        <div className={classes.amount}>
          <Money minor={amountMinor} currency={currency} />
        </div>
        <div className={classes.breakdown}>
          <span>
            <Money minor={netMinor} currency={currency} /> net
          </span>
          <span>
            <Money minor={taxMinor} currency={currency} /> tax (
            {taxCategory === "standard" ? `${taxPercent} %` : taxCategoryLabels[taxCategory].toLowerCase()})
          </span>
          {billMinor !== null && (
            <span>
              <Money minor={billMinor} currency={currency} /> to be billed
              {markupPercent !== "0" && `, with ${markupPercent} % markup`}
            </span>
          )}
          {counted !== null && counted.currency !== currency && (
            <span>
              <Money minor={counted.minor} currency={counted.currency} /> in the campaign
            </span>
          )}
        </div>
      </section>
      <Part title="Description">
        {description ? (
          <Text className={record.prose ?? ""} size="sm">
            {description}
          </Text>
        ) : (
          <Text size="sm" c="dimmed">
            {expenseCategoryLabels[category]}, without a description.
          </Text>
        )}
      </Part>
      <ReceiptsPart expense={expense} />
    </Stack>
  )
}
