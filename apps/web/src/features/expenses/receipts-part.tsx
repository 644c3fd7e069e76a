"use client"

import type { Expense } from "@alphas/domain/expenses/dto"
import type { Receipt } from "@alphas/domain/expenses/receipt"
import { ActionIcon, Stack, Text } from "@mantine/core"
import { IconDownload, IconFileTypePdf, IconPhoto, IconTrash } from "@tabler/icons-react"
import { trpc } from "../../data/trpc"
import { attempt } from "../../feedback/undo"
import { useReader } from "../../format/reader"
import { Part } from "../../shell/part"
import { DropZone } from "./drop-zone"
import { ReceiptPreview } from "./receipt-preview"
import classes from "./receipts.module.css"
import { sayBytes } from "./say-bytes"
import { UploadList } from "./upload-list"
import { addressOfReceipt } from "./upload-receipt"
import { useUploads } from "./use-uploads"

/** The receipts of an expense: looked at, downloaded, added and removed. */
export function ReceiptsPart({ expense }: { expense: Expense }) {
  const { locale } = useReader()
  const { id, version, receipts, mayEdit } = expense
  const detach = trpc.expenses.receipts.remove.useMutation()
  const attach = trpc.expenses.receipts.attach.useMutation()
  const remove = (receipt: Receipt) =>
    attempt(
      () => detach.mutateAsync({ id, version, receiptId: receipt.id }),
      `${receipt.name} removed`,
      (saved) => attach.mutateAsync({ id, version: saved.version, receiptIds: [receipt.id] }),
    )
  return (
    <Part title="Receipts">
      <Stack gap="sm">
        {receipts.length === 0 && !mayEdit && (
          <Text size="sm" c="dimmed">
            No receipt was added.
          </Text>
        )}
        {receipts.length > 0 && (
          <ul className={classes.files} aria-label="Receipts">
            {receipts.map((receipt) => (
              <li key={receipt.id} className={classes.file}>
                <div className={classes.line}>
                  {receipt.type === "application/pdf" ? (
                    <IconFileTypePdf size={16} stroke={1.6} aria-hidden />
                  ) : (
                    <IconPhoto size={16} stroke={1.6} aria-hidden />
                  )}
                  <span className={classes.name}>{receipt.name}</span>
                  <span className={classes.size} suppressHydrationWarning>
                    {sayBytes(receipt.size, locale)}
                  </span>
                  <ActionIcon
                    component="a"
                    size={26}
                    href={addressOfReceipt(receipt.id)}
                    download={receipt.name}
                    aria-label={`Download ${receipt.name}`}
                  >
                    <IconDownload size={15} stroke={1.6} />
                  </ActionIcon>
                  {mayEdit && (
                    <ActionIcon
                      size={26}
                      aria-label={`Remove ${receipt.name}`}
                      onClick={() => void remove(receipt)}
                    >
                      <IconTrash size={15} stroke={1.6} />
                    </ActionIcon>
                  )}
                </div>
                {receipt.type !== "application/pdf" && <ReceiptPreview receipt={receipt} />}
              </li>
            ))}
          </ul>
        )}
        {mayEdit && <AddReceipts expense={expense} />}
      </Stack>
    </Part>
  )
}

function AddReceipts({ expense }: { expense: Expense }) {
  const attach = trpc.expenses.receipts.attach.useMutation()
  const utils = trpc.useUtils()
  const { uploads, add, remove } = useUploads(async ({ id: receiptId }) => {
    // Several files hang themselves on one after the other, each on the version that the one before has left.
    const now = await utils.expenses.get.fetch({ id: expense.id }, { staleTime: 0 })
    await attach.mutateAsync({ id: expense.id, version: now.version, receiptIds: [receiptId] })
  })
  const attached = new Set(expense.receipts.map(({ id }) => id))
  const waiting = uploads.filter(({ receipt }) => receipt === null || !attached.has(receipt.id))
  return (
    <>
      <UploadList uploads={waiting} remove={remove} />
      <DropZone add={add} />
    </>
  )
}
