"use client"

import type { Receipt } from "@alphas/domain/expenses/receipt"
import { Skeleton, Text } from "@mantine/core"
import { useEffect, useRef, useState } from "react"
import classes from "./receipts.module.css"
import { addressOfReceipt } from "./upload-receipt"

/** Pixels of a preview's longer side at the most. */
const largest = 1_200

/** The picture of a receipt, drawn anew: what else its file may hold never reaches the page. */
export function ReceiptPreview({ receipt }: { receipt: Receipt }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const [state, setState] = useState<"loading" | "drawn" | "failed">("loading")
  const { id, name } = receipt
  useEffect(() => {
    const left = new AbortController()
    const draw = async () => {
      const answer = await fetch(addressOfReceipt(id), { signal: left.signal })
      if (!answer.ok) throw new Error(`The server answers ${answer.status}.`)
      const image = await createImageBitmap(await answer.blob())
      const scale = Math.min(1, largest / Math.max(image.width, image.height))
      const element = canvas.current
      if (element === null || left.signal.aborted) return
      element.width = Math.max(1, Math.round(image.width * scale))
      element.height = Math.max(1, Math.round(image.height * scale))
      element.getContext("2d")?.drawImage(image, 0, 0, element.width, element.height)
      image.close()
      setState("drawn")
    }
    draw().catch(() => {
      if (!left.signal.aborted) setState("failed")
    })
    return () => left.abort()
  }, [id])
  return (
    <div className={classes.preview}>
      {state === "loading" && <Skeleton h={120} w={160} />}
      {state === "failed" && (
        <Text size="sm" c="dimmed">
          This browser cannot show the picture. Download it instead.
        </Text>
      )}
      <canvas ref={canvas} role="img" aria-label={name} hidden={state !== "drawn"} />
    </div>
  )
}
