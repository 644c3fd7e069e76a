"use client"

import type { Invoice } from "@alphas/domain/invoices/dto"
import { IconCopy, IconFileOff, IconFileTypeXml, IconReceiptRefund, IconTrash } from "@tabler/icons-react"
import { useState } from "react"
import { usePermission } from "../../data/me"
import { trpc } from "../../data/trpc"
import { useConfirm } from "../../feedback/confirm"
import { attempt, done, failed } from "../../feedback/undo"
import { ReasonDialog } from "../../forms/reason-dialog"
import { ActionsMenu, copyLinkAction } from "../../shell/actions-menu"
import { useGo } from "../../shell/use-go"
import { saveEInvoice } from "./invoice-files"

/** The rarer actions on an invoice, as its state and the reader's permissions allow them. */
export function InvoiceActions({ invoice }: { invoice: Invoice }) {
  const { id, version, kind, state, number, openMinor, payableMinor } = invoice
  const confirm = useConfirm()
  const go = useGo()
  const [prepares, issues] = [usePermission("invoices.prepare"), usePermission("invoices.issue")]
  const [voiding, setVoiding] = useState(false)
  const copy = trpc.invoices.copy.useMutation()
  const credit = trpc.invoices.creditNotes.create.useMutation()
  const remove = trpc.invoices.remove.useMutation()
  const voids = trpc.invoices.void.useMutation()
  const isDraft = state === "draft"
  const isInvoice = kind === "invoice"

  const make = async (draft: Promise<{ id: string }>, said: string) => {
    try {
      const made = await draft
      done(said)
      await go(`/invoices/${made.id}`)
    } catch (error) {
      failed(error)
    }
  }
  const deleteDraft = async () => {
    const yes = await confirm({
      title: "Delete this draft?",
      text: "Its lines are gone then. It has no number, so none is missing.",
      action: "Delete draft",
      grave: true,
    })
    if (yes && (await attempt(() => remove.mutateAsync({ id, version }), "Draft deleted")))
      await go("/invoices")
  }
  return (
    <>
      <ActionsMenu
        actions={[
          prepares &&
            isInvoice && {
              label: "Copy to a new draft",
              icon: IconCopy,
              onClick: () => void make(copy.mutateAsync({ id }), "Copied to a new draft"),
            },
          prepares &&
            isInvoice &&
            !isDraft &&
            state !== "void" && {
              label: "Create credit note",
              icon: IconReceiptRefund,
              onClick: () => void make(credit.mutateAsync({ id }), "A draft of a credit note is created"),
            },
          issues &&
            isInvoice &&
            state === "issued" &&
            openMinor === payableMinor && {
              label: "Void invoice",
              icon: IconFileOff,
              onClick: () => setVoiding(true),
            },
          prepares &&
            isDraft && {
              label: "Delete draft",
              icon: IconTrash,
              onClick: () => void deleteDraft(),
            },
          !isDraft && {
            label: "Download e-invoice",
            icon: IconFileTypeXml,
            onClick: () => void saveEInvoice(id, number ?? id),
          },
          copyLinkAction(`/invoices/${id}`),
        ]}
      />
      {voiding && (
        <ReasonDialog
          title={`Void ${number}`}
          action="Void invoice"
          note="A credit note of the whole is issued, with a number of its own. The reason is kept with it."
          save={(reason) => voids.mutateAsync({ id, version, reason })}
          onSaved={() => done(`${number} is void`)}
          close={() => setVoiding(false)}
        />
      )}
    </>
  )
}
