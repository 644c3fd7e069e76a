import { readFile } from "node:fs/promises"
import { basename } from "node:path"
import { AlphasError } from "@alphas/client"
import type { ErrorShape } from "@alphas/domain/errors"
import { receiptLimit, receiptProblem, signatureLength } from "@alphas/domain/expenses/receipt"
import type { Command } from "commander"
import { type GlobalOptions, targetOf } from "./connection"
import { exitCodes, Failure, usage } from "./failure"

/** What the server answers: the receipt, or why it is none. */
interface Answer {
  id?: string
  error?: { message: string; data: Partial<ErrorShape> }
}

/** Sends a receipt and answers its id. @throws Failure for what is no receipt, AlphasError when it is refused. */
export async function sendReceipt(command: Command, path: string): Promise<string> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    throw usage(
      error.code === "ENOENT" ? `There is no file ${path}.` : `${path} cannot be read: ${error.message}.`,
    )
  })
  if (bytes.length > receiptLimit)
    throw usage(`${path} is larger than ${receiptLimit / 1024 / 1024} MB. Send a smaller file.`)
  const problem = receiptProblem(basename(path), bytes.subarray(0, signatureLength))
  if (problem !== null) throw usage(`${path}: ${problem}`)
  const { url, token } = await targetOf(command.optsWithGlobals<GlobalOptions>())
  const response = await fetch(addressBeside(url, basename(path)), {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/octet-stream" },
    body: bytes,
  }).catch((cause: unknown) => {
    throw new Failure(exitCodes.unreachable, `Alphas cannot be reached at ${url}: ${String(cause)}.`)
  })
  const answer = (await response.json().catch(() => ({}))) as Answer // what the server sends beside either status
  if (answer.id !== undefined) return answer.id
  const { message = `The server answers ${response.status}.`, data = {} } = answer.error ?? {}
  throw new AlphasError(message, { reason: data.reason ?? "internal", status: response.status, shape: data })
}

/** Where receipts are taken, beside the API. */
function addressBeside(url: string, name: string): string {
  const address = new URL(url)
  address.pathname =
    address.pathname === "/" ? "/api/receipts" : address.pathname.replace(/\/[^/]*\/?$/, "/receipts")
  address.search = `?name=${encodeURIComponent(name)}`
  return address.href
}
