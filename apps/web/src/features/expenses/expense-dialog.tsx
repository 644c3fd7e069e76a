"use client"

import type { Expense, ExpenseRules } from "@alphas/domain/expenses/dto"
import { Checkbox, Input, Skeleton, Stack } from "@mantine/core"
import { useMemo, useState } from "react"
import { useMe } from "../../data/me"
import { trpc } from "../../data/trpc"
import { done, failed } from "../../feedback/undo"
import { useReader } from "../../format/reader"
import { useToday } from "../../format/use-today"
import { FormDialog } from "../../forms/form-dialog"
import { useEditing } from "../../forms/use-editing"
import { DropZone } from "./drop-zone"
import { ExpenseFields } from "./expense-fields"
import { expenseForApi, expenseLabels, expenseValues, newExpenseValues } from "./expense-values"
import { UploadList } from "./upload-list"
import { useUploads } from "./use-uploads"

interface NewProps {
  /** Its campaign, where that is known. */
  campaignId?: string | null
  close: () => void
}

/** Enters an expense with its receipts, and submits it unless it is to stay a draft. */
export function NewExpenseDialog(props: NewProps) {
  const { data: rules } = trpc.expenses.rules.get.useQuery()
  return rules === undefined ? null : <NewForm {...props} rules={rules} />
}

function NewForm({ campaignId = null, close, rules }: NewProps & { rules: ExpenseRules }) {
  const { locale } = useReader()
  const today = useToday()
  const me = useMe()
  const [submits, setSubmits] = useState(true)
  const { uploads, add, remove, settled } = useUploads()
  const create = trpc.expenses.create.useMutation()
  const submit = trpc.expenses.submit.useMutation()
  const initial = useMemo(
    () => newExpenseValues(today, me.agency.currency, rules.taxRates, campaignId),
    [today, me.agency.currency, rules.taxRates, campaignId],
  )
  const editing = useEditing({
    initial,
    save: async ({ values }) => {
      const fields = expenseForApi(values, locale)
      return create.mutateAsync({ ...fields, receiptIds: await settled() })
    },
    onSaved: async (saved) => {
      close()
      const { supplier } = editing.form.getValues()
      if (!submits) return done(`${supplier} is saved as a draft`)
      try {
        await submit.mutateAsync(saved)
        done(`${supplier} is submitted`)
      } catch (error) {
        failed(error)
      }
    },
  })
  return (
    <FormDialog
      title="New expense"
      size="lg"
      editing={editing}
      action={submits ? "Submit expense" : "Save draft"}
      close={close}
    >
      <Input.Wrapper label="Receipts">
        <Stack gap={8} mt={4}>
          <DropZone add={add} />
          <UploadList uploads={uploads} remove={remove} />
        </Stack>
      </Input.Wrapper>
      <ExpenseFields editing={editing} rates={rules.taxRates} />
      <Checkbox
        size="xs"
        label="Submit it for approval now"
        checked={submits}
        onChange={(event) => setSubmits(event.currentTarget.checked)}
      />
    </FormDialog>
  )
}

/** Changes an expense that is not decided yet. */
export function EditExpenseDialog({ expense, close }: { expense: Expense; close: () => void }) {
  const { data: rules } = trpc.expenses.rules.get.useQuery()
  return rules === undefined ? <Skeleton h={0} /> : <EditForm expense={expense} close={close} rules={rules} />
}

function EditForm({ expense, close, rules }: { expense: Expense; close: () => void; rules: ExpenseRules }) {
  const { locale } = useReader()
  const { taxRates } = rules
  const update = trpc.expenses.update.useMutation()
  const initial = useMemo(() => expenseValues(expense, taxRates, locale), [expense, taxRates, locale])
  const editing = useEditing({
    initial,
    version: expense.version,
    save: ({ values, version }) =>
      update.mutateAsync({ id: expense.id, version, changes: expenseForApi(values, locale) }),
    readCurrent: (current) => {
      const now = current as Expense // as the API answers a stale version
      return { values: expenseValues(now, taxRates, locale), version: now.version }
    },
    onSaved: () => {
      close()
      done("Expense saved")
    },
  })
  const { campaign } = expense
  const sayValue = (name: string, value: unknown) => {
    if (name !== "campaignId" || value === null) return null
    return value === campaign?.id ? (campaign?.name ?? null) : "Another campaign"
  }
  return (
    <FormDialog
      title={`Edit ${expense.supplier}`}
      size="lg"
      editing={editing}
      labels={expenseLabels}
      sayValue={sayValue}
      action="Save"
      close={close}
    >
      <ExpenseFields editing={editing} rates={taxRates} />
    </FormDialog>
  )
}
