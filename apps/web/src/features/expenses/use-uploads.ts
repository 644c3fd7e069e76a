import type { Receipt } from "@alphas/domain/expenses/receipt"
import { receiptLimit, receiptProblem, signatureLength } from "@alphas/domain/expenses/receipt"
import { useRef, useState } from "react"
import { invalidFields, refusalOf } from "../../data/refusal"
import { uploadReceipt } from "./upload-receipt"

/** A file that was chosen, and what has become of it. */
export interface Upload {
  key: number
  name: string
  /** Bytes. */
  size: number
  receipt: Receipt | null
  /** Why it was refused. */
  problem: string | null
}

/** Why a file is no receipt, as the server would say it, before it is sent; null when it is one. */
async function problemOf(file: File): Promise<string | null> {
  if (file.size > receiptLimit)
    return `A receipt has at most ${receiptLimit / 1024 / 1024} MB. Choose a smaller file.`
  if (file.size === 0) return "This file is empty. Choose another one."
  const head = new Uint8Array(await file.slice(0, signatureLength).arrayBuffer())
  return receiptProblem(file.name, head)
}

/** Sends chosen files at once, so that they are there when the form is saved. */
export function useUploads(onUploaded?: (receipt: Receipt) => unknown) {
  const [uploads, setUploads] = useState<readonly Upload[]>([])
  const [last, running] = [useRef(0), useRef(new Map<number, Promise<Receipt | null>>())]
  const update = (key: number, change: Partial<Upload>) =>
    setUploads((all) => all.map((each) => (each.key === key ? { ...each, ...change } : each)))

  const send = async (key: number, file: File): Promise<Receipt | null> => {
    try {
      const problem = await problemOf(file)
      if (problem !== null) throw invalidFields({ receipt: problem })
      const receipt = await uploadReceipt(file)
      update(key, { receipt })
      await onUploaded?.(receipt)
      return receipt
    } catch (error) {
      const { message, fields } = refusalOf(error)
      update(key, { problem: fields.receipt?.[0] ?? message })
      return null
    }
  }
  const add = (files: Iterable<File>) => {
    for (const file of files) {
      const key = ++last.current
      const { name, size } = file
      setUploads((all) => [...all, { key, name, size, receipt: null, problem: null }])
      running.current.set(key, send(key, file))
    }
  }
  const remove = (key: number) => {
    running.current.delete(key)
    setUploads((all) => all.filter((each) => each.key !== key))
  }
  /** The ids of all of them, once they are sent. @throws AlphasError when one was refused. */
  const settled = async (): Promise<string[]> => {
    const receipts = await Promise.all(running.current.values())
    if (receipts.includes(null))
      throw invalidFields({ receipts: "A receipt could not be uploaded. Remove it or choose another." })
    return receipts.flatMap((receipt) => receipt?.id ?? [])
  }
  return { uploads, add, remove, settled }
}
