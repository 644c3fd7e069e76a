import type { Alphas } from "@alphas/client"
import type { Command } from "commander"
import { connect, type GlobalOptions, targetOf } from "../connection"
import { exitCodes, Failure, notSignedIn, usage } from "../failure"
import { writeFileOf, writeOutputOf } from "../file"
import { note } from "../output"

interface FileOptions {
  out?: string
}

const formats = {
  pdf: "Write an invoice or credit note as PDF.",
  xml: "Write an issued invoice or credit note as e-invoice: UBL 2.1 after EN 16931.",
}
type Format = keyof typeof formats

export function addInvoiceFileCommands(invoices: Command): void {
  for (const format of Object.keys(formats) as Format[]) // the keys of the table above
    invoices
      .command(format)
      .description(formats[format])
      .argument("<invoice>", "its number or id")
      .option("-o, --out <file>", "write to this file instead of the standard output")
      .addHelpText("after", `\nExample:\n  $ alphas invoices ${format} INV-2025-0012 --out invoice.${format}`)
      .action((invoice: string, options: FileOptions, command: Command) =>
        getFile(format, invoice, options, command),
      )
}

async function getFile(
  format: Format,
  reference: string,
  { out }: FileOptions,
  command: Command,
): Promise<void> {
  if (out === undefined && format === "pdf" && process.stdout.isTTY)
    throw usage("A PDF is not for a terminal. Say where to write it with --out FILE.")
  const id = await invoiceId(await connect(command), reference)
  const target = await targetOf(command.optsWithGlobals<GlobalOptions>())
  if (target.token === undefined) throw notSignedIn()
  const bytes = piecesOf(await fetched(new URL(`/api/invoices/${id}.${format}`, target.url), target.token))
  if (out === undefined) return writeOutputOf(bytes)
  await writeFileOf(out, bytes)
  note(`The ${format === "pdf" ? "PDF" : "e-invoice"} is in ${out}.`)
}

/** The id of an invoice or credit note, given its number or the id itself. */
export async function invoiceId(alphas: Alphas, reference: string): Promise<string> {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(reference)) return reference
  const wanted = reference.trim().toLowerCase()
  const { items } = await alphas.invoices.list.query({ text: reference, limit: 200 })
  const found = items.find(({ number }) => number?.toLowerCase() === wanted)
  if (found === undefined)
    throw new Failure(exitCodes.refused, `There is no invoice ${reference}, or you have no access to it.`)
  return found.id
}

/** @throws Failure with the sentence of a server that refuses, or when it cannot be reached. */
async function fetched(url: URL, token: string): Promise<Response> {
  const answer = await fetch(url, { headers: { authorization: `Bearer ${token}` } }).catch(
    (cause: unknown) => {
      throw new Failure(
        exitCodes.unreachable,
        `${url.origin} cannot be reached: ${cause instanceof Error ? cause.message : String(cause)}.`,
      )
    },
  )
  if (answer.ok) return answer
  const body: unknown = await answer.json().catch(() => null)
  const message =
    (body as { error?: { message?: string } } | null)?.error?.message ?? // our own answer; another's has none
    `${url.origin} answered ${answer.status}. Is it an Alphas?`
  throw new Failure(answer.status === 401 ? exitCodes.notSignedIn : exitCodes.refused, message)
}

async function* piecesOf(answer: Response): AsyncGenerator<Uint8Array> {
  // Node's stream can be iterated; the browser's type of it does not say so.
  yield* answer.body as unknown as AsyncIterable<Uint8Array>
}
