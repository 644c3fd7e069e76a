"use client"

import { receiptAccept } from "@alphas/domain/expenses/receipt"
import { Button } from "@mantine/core"
import { IconCamera, IconUpload } from "@tabler/icons-react"
import { type DragEvent, useEffect, useRef, useState } from "react"
import classes from "./receipts.module.css"

interface Props {
  add: (files: Iterable<File>) => void
}

/** Takes receipts: dropped, pasted anywhere on the page, chosen, or photographed with a phone. */
export function DropZone({ add }: Props) {
  const [over, setOver] = useState(false)
  const [file, camera] = [useRef<HTMLInputElement>(null), useRef<HTMLInputElement>(null)]
  const latest = useRef(add)
  useEffect(() => {
    latest.current = add
  })
  useEffect(() => {
    const paste = (event: ClipboardEvent) => {
      const files = event.clipboardData?.files
      if (files === undefined || files.length === 0) return
      event.preventDefault()
      latest.current(files)
    }
    document.addEventListener("paste", paste)
    return () => document.removeEventListener("paste", paste)
  }, [])
  const drag = (event: DragEvent) => {
    event.preventDefault()
    setOver(true)
  }
  const choose = (input: HTMLInputElement) => {
    add([...(input.files ?? [])])
    // The same file can be chosen again.
    input.value = ""
  }
  return (
    <section
      className={classes.zone}
      aria-label="Add receipts"
      data-over={over || undefined}
      onDragEnter={drag}
      onDragOver={drag}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        add(event.dataTransfer.files)
      }}
    >
      <Button
        size="xs"
        variant="default"
        leftSection={<IconUpload size={14} stroke={1.6} />}
        onClick={() => file.current?.click()}
      >
        Choose receipts
      </Button>
      <Button
        hiddenFrom="sm"
        size="xs"
        variant="default"
        leftSection={<IconCamera size={14} stroke={1.6} />}
        onClick={() => camera.current?.click()}
      >
        Take a photo
      </Button>
      <span>or drop or paste them here. PDF or image, up to 15 MB.</span>
      <input
        ref={file}
        type="file"
        multiple
        className={classes.input}
        accept={receiptAccept}
        aria-label="Receipts"
        onChange={(event) => choose(event.currentTarget)}
      />
      <input
        ref={camera}
        type="file"
        className={classes.input}
        accept="image/*"
        capture="environment"
        aria-label="Photo of a receipt"
        onChange={(event) => choose(event.currentTarget)}
      />
    </section>
  )
}
