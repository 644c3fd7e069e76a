import type { Invoice } from "@alphas/domain/invoices/dto"
import QRCode from "qrcode"
import { amountText } from "../amount-text"

/** The largest amount of a SEPA credit transfer in cents: 999 999 999.99. */
const largest = 99_999_999_999

const cut = (text: string, length: number): string =>
  [...text.replace(/\s+/g, " ").trim()].slice(0, length).join("")

/**
 * What a banking app reads to fill in a SEPA credit transfer (EPC069-12, version 002); null where there is nothing to pay,
 * no IBAN, or another currency than the euro.
 */
export function paymentCodeText(
  { kind, currency, seller, number }: Pick<Invoice, "kind" | "currency" | "seller" | "number">,
  dueMinor: number,
): string | null {
  if (kind !== "invoice" || currency !== "EUR" || seller.iban === null || number === null) return null
  if (dueMinor < 1 || dueMinor > largest) return null
  const amount = `EUR${amountText(dueMinor, currency)}`
  return [
    ...["BCD", "002", "1", "SCT", seller.bic ?? "", cut(seller.name, 70), seller.iban, amount],
    ...["", "", cut(number, 140)],
  ].join("\n")
}

/** Squares of a QR code, row by row: bytes in UTF-8, error correction M as EPC069-12 asks. */
export function squaresOf(text: string): boolean[][] {
  const { size, data } = QRCode.create([{ data: new TextEncoder().encode(text), mode: "byte" }], {
    errorCorrectionLevel: "M",
  }).modules
  return Array.from({ length: size }, (_, row) =>
    Array.from({ length: size }, (_, column) => data[row * size + column] === 1),
  )
}
