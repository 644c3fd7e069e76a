"use client"

import type { Invoice } from "@alphas/domain/invoices/dto"
import { Alert, Button, Group, Text } from "@mantine/core"
import { useMemo, useRef, useState } from "react"
import { usePermission } from "../../data/me"
import { invalidFields } from "../../data/refusal"
import { trpc } from "../../data/trpc"
import { done } from "../../feedback/undo"
import { sayDecimal } from "../../format/numbers"
import { useReader } from "../../format/reader"
import { ConflictDialog } from "../../forms/conflict-dialog"
import { RefusalNote } from "../../forms/form"
import { useUnsavedGuard } from "../../forms/unsaved"
import { useEditing } from "../../forms/use-editing"
import { useKeys } from "../../forms/use-keys"
import { RecordFrame } from "../../shell/record"
import { RecordHistory } from "../../shell/record-history"
import { RecordTabs, tabsOf, useTab } from "../../shell/record-tabs"
import { InvoiceStateBadge } from "./badges"
import { DraftEditor } from "./draft-editor"
import { draftLabels, sayDraftValue } from "./draft-labels"
import { previewOf } from "./draft-preview"
import {
  adjustmentError,
  type DraftValues,
  draftForApi,
  draftTotals,
  draftValues,
  LineKeys,
  lineErrors,
  tooLargeText,
  writtenLines,
} from "./draft-values"
import { InvoiceActions } from "./invoice-actions"
import { nameOfInvoice } from "./invoice-words"
import { IssueDialog } from "./issue-dialog"
import { Paper } from "./paper"

/** A draft: its editor, the page that it will be, and what was done to it. */
export function DraftInvoice({ invoice }: { invoice: Invoice }) {
  const { locale } = useReader()
  const [tab, open] = useTab()
  const issues = usePermission("invoices.issue")
  const [keys] = useState(() => new LineKeys())
  const [issuing, setIssuing] = useState<number | null>(null)
  const goesOn = useRef(false)
  const update = trpc.invoices.update.useMutation()
  const initial = useMemo(() => draftValues(invoice, keys), [invoice, keys])
  const editing = useEditing({
    initial,
    version: invoice.version,
    save: async ({ values, changes, version }) => {
      refuseWrong(values)
      // A change of the currency makes other amounts of all discounts and charges.
      const sent =
        "currency" in changes ? { ...changes, lines: values.lines, adjustments: values.adjustments } : changes
      const written = draftForApi(sent, values.currency, keys)
      const nothing = Object.keys(written).length === 0
      const saved = nothing
        ? { version }
        : await update.mutateAsync({ id: invoice.id, version, changes: written })
      return { version: saved.version, lines: writtenLines(values.lines) }
    },
    readCurrent: (current) => {
      const now = current as Invoice // the API answers a stale version with the draft as it is read
      return { values: draftValues(now, keys), version: now.version }
    },
    onSaved: ({ version, lines }) => {
      keys.sent(lines, version)
      if (goesOn.current) setIssuing(version)
      else done("Draft saved")
    },
  })
  const { form, dirty, saving, refusal, conflict } = editing
  const values = form.values
  const { totals, tooLarge } = draftTotals(values)
  useUnsavedGuard(dirty && !saving)

  const save = async (andIssue: boolean) => {
    goesOn.current = andIssue
    if (andIssue && !dirty) setIssuing(invoice.version)
    else if (dirty && !saving) await editing.submit()
  }
  useKeys({ "mod+s": () => void save(false), "mod+Enter": () => void save(false) })

  const edit = {
    value: "overview",
    label: "Edit",
    content: (
      <DraftEditor invoice={invoice} editing={editing} keys={keys} totals={totals} tooLarge={tooLarge} />
    ),
  }
  const preview = {
    value: "preview",
    label: "Preview",
    content: totals ? (
      <Paper invoice={previewOf(invoice, values, totals)} />
    ) : (
      <Text size="sm">{tooLargeText}</Text>
    ),
  }
  const history = invoice.mayReadHistory && {
    value: "history",
    label: "History",
    content: <RecordHistory entity="invoice" id={invoice.id} currency={invoice.currency} />,
  }
  return (
    <RecordFrame
      id={invoice.id}
      name={nameOfInvoice(invoice)}
      status={<InvoiceStateBadge invoice={invoice} />}
      actions={
        <>
          <Button
            size="xs"
            variant="default"
            loading={saving && !goesOn.current}
            disabled={!dirty}
            onClick={() => void save(false)}
          >
            {dirty ? "Save draft" : "Saved"}
          </Button>
          {issues && (
            <Button size="xs" loading={saving && goesOn.current} onClick={() => void save(true)}>
              Issue {invoice.kind === "credit_note" ? "credit note" : "invoice"}
            </Button>
          )}
          <InvoiceActions invoice={invoice} />
        </>
      }
      side={null}
      wide
    >
      {refusal && (
        <Group mb="md">
          <RefusalNote refusal={refusal} />
        </Group>
      )}
      {!dirty && invoice.problems.length > 0 && <Problems invoice={invoice} />}
      <RecordTabs tabs={tabsOf(edit, preview, history)} tab={tab} open={open} />
      {conflict && (
        <ConflictDialog
          conflict={conflict}
          labels={draftLabels}
          sayValue={(field, value) => sayDraftValue(field, value, (decimal) => sayDecimal(decimal, locale))}
          saving={saving}
        />
      )}
      {issuing !== null && (
        <IssueDialog
          invoice={invoice}
          version={Math.max(issuing, invoice.version)}
          close={() => setIssuing(null)}
        />
      )}
    </RecordFrame>
  )
}

/** @throws what the API would refuse: what is marked in the grid, before it is sent. */
function refuseWrong({ lines, adjustments, currency }: DraftValues): void {
  const wrong = writtenLines(lines).some((line) => Object.keys(lineErrors(line, currency)).length > 0)
  if (wrong) throw invalidFields({ lines: "Correct the marked cells first." })
  if (adjustments.some((each) => adjustmentError(each, currency) !== undefined))
    throw invalidFields({ adjustments: "Correct the discounts and charges on the whole first." })
}

function Problems({ invoice }: { invoice: Invoice }) {
  return (
    <Alert color="gray" variant="light" p="xs" mb="md" title="Before this can be issued">
      <ul style={{ margin: 0, paddingLeft: 18 }}>
        {invoice.problems.map(({ field, message }) => (
          <li key={`${field} ${message}`}>{message}</li>
        ))}
      </ul>
    </Alert>
  )
}
