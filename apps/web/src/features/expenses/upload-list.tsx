"use client"

import { ActionIcon, Loader } from "@mantine/core"
import { IconCheck, IconX } from "@tabler/icons-react"
import { useReader } from "../../format/reader"
import classes from "./receipts.module.css"
import { sayBytes } from "./say-bytes"
import type { Upload } from "./use-uploads"

interface Props {
  uploads: readonly Upload[]
  remove: (key: number) => void
}

/** Files that were chosen: on their way, there, or refused. */
export function UploadList({ uploads, remove }: Props) {
  const { locale } = useReader()
  if (uploads.length === 0) return null
  return (
    <ul className={classes.files} aria-label="Chosen receipts">
      {uploads.map(({ key, name, size, receipt, problem }) => (
        <li key={key} className={classes.file}>
          <div className={classes.line}>
            {receipt !== null && <IconCheck size={15} stroke={1.8} aria-label="Uploaded" />}
            {receipt === null && problem === null && <Loader size={14} aria-label="Uploading" />}
            <span className={classes.name}>{name}</span>
            <span className={classes.size} suppressHydrationWarning>
              {sayBytes(size, locale)}
            </span>
            <ActionIcon size={26} aria-label={`Remove ${name}`} onClick={() => remove(key)}>
              <IconX size={14} />
            </ActionIcon>
          </div>
          {problem !== null && (
            <div className={classes.problem} role="alert">
              {problem}
            </div>
          )}
        </li>
      ))}
    </ul>
  )
}
