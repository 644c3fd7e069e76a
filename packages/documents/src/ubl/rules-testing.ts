import { DOMParser, type Element } from "@xmldom/xmldom"

/**
 * The rules of EN 16931 that a document of ours could break, checked on its text alone: an oracle that shares nothing
 * with the arithmetic that made it. Numbers are fractions of whole numbers.
 */
class Fraction {
  constructor(
    readonly over: bigint,
    readonly under: bigint,
  ) {}
  static of(text: string): Fraction {
    const [, sign = "", whole = "", parts = ""] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? []
    if (whole === "") throw new Error(`"${text}" is no decimal.`)
    return new Fraction(BigInt(`${sign}${whole}${parts}`), 10n ** BigInt(parts.length))
  }
  plus(other: Fraction): Fraction {
    return new Fraction(this.over * other.under + other.over * this.under, this.under * other.under)
  }
  minus(other: Fraction): Fraction {
    return this.plus(new Fraction(-other.over, other.under))
  }
  times(other: Fraction): Fraction {
    return new Fraction(this.over * other.over, this.under * other.under)
  }
  is(other: Fraction): boolean {
    return this.over * other.under === other.over * this.under
  }
  isNegative(): boolean {
    return this.over < 0n
  }
  /** Whether the distance is at most a half of 10^-digits: what rounding to the nearest leaves. */
  isRounded(exact: Fraction, digits: number): boolean {
    const off = this.minus(exact)
    const size = off.over < 0n ? -off.over : off.over
    return 2n * size * 10n ** BigInt(digits) <= off.under
  }
}
const zero = new Fraction(0n, 1n)
const sum = (all: readonly Fraction[]) => all.reduce((one, other) => one.plus(other), zero)

const childrenOf = (from: Element, name: string): Element[] =>
  [...from.childNodes].filter((each) => each.nodeName === name) as Element[] // only elements have such names
function textAt(from: Element, path: string): string | null {
  let at: Element | undefined = from
  for (const name of path.split("/")) at = at === undefined ? undefined : childrenOf(at, name)[0]
  return at?.textContent ?? null
}
const all = (from: Element, path: string): Element[] =>
  path.split("/").reduce<Element[]>((found, name) => found.flatMap((each) => childrenOf(each, name)), [from])

const reasonless = ["S", "Z"]

/** The rules that a UBL document breaks, each with what is wrong; digits are those of its currency. */
export function brokenRules(xml: string, digits: number): string[] {
  const broken: string[] = []
  const must = (rule: string, holds: boolean, detail: string | null = "") => {
    if (!holds) broken.push(`${rule} ${detail ?? "absent"}`)
  }
  const document = new DOMParser({
    onError: (level, message) => {
      throw new Error(`${level}: ${message}`)
    },
  }).parseFromString(xml, "text/xml")
  const root = document.documentElement
  if (root === null) return ["no document"]
  for (const each of [...root.getElementsByTagName("*")])
    must("PEPPOL-R008 empty", (each.textContent ?? "").trim() !== "", each.nodeName)

  const number = (from: Element, path: string): Fraction => {
    const text = textAt(from, path)
    return text === null ? zero : Fraction.of(text)
  }
  const isInvoice = root.nodeName === "Invoice"
  const lines = all(root, isInvoice ? "cac:InvoiceLine" : "cac:CreditNoteLine")
  const totals = all(root, "cac:LegalMonetaryTotal")[0]
  if (totals === undefined) return ["no totals"]
  must("BR-1", textAt(root, "cbc:CustomizationID") === (digits > 2 ? null : "urn:cen.eu:en16931:2017"))
  for (const [rule, path] of Object.entries({
    ...{ "BR-2": "cbc:ID", "BR-3": "cbc:IssueDate", "BR-5": "cbc:DocumentCurrencyCode" },
    "BR-6": "cac:AccountingSupplierParty/cac:Party/cac:PartyLegalEntity/cbc:RegistrationName",
    "BR-7": "cac:AccountingCustomerParty/cac:Party/cac:PartyLegalEntity/cbc:RegistrationName",
    "BR-9": "cac:AccountingSupplierParty/cac:Party/cac:PostalAddress/cac:Country/cbc:IdentificationCode",
    "BR-11": "cac:AccountingCustomerParty/cac:Party/cac:PostalAddress/cac:Country/cbc:IdentificationCode",
  }))
    must(rule, textAt(root, path) !== null)
  must(
    "BR-4",
    textAt(root, isInvoice ? "cbc:InvoiceTypeCode" : "cbc:CreditNoteTypeCode") ===
      (isInvoice ? "380" : "381"),
  )
  must("BR-16", lines.length > 0)

  const amounts = [...root.getElementsByTagName("*")].filter(
    (each) => each.nodeName.endsWith("Amount") && each.nodeName !== "cbc:PriceAmount",
  )
  for (const each of amounts) {
    const text = each.textContent ?? ""
    must("BR-DEC", (text.split(".")[1] ?? "").length === digits && digits <= 3, `${each.nodeName} ${text}`)
    must("currency", each.getAttribute("currencyID") === textAt(root, "cbc:DocumentCurrencyCode"), text)
  }

  const allowances = all(root, "cac:AllowanceCharge")
  const of = (list: Element[], charge: boolean) =>
    list.filter((each) => textAt(each, "cbc:ChargeIndicator") === String(charge))
  const amountsOf = (list: Element[]) => sum(list.map((each) => number(each, "cbc:Amount")))
  const at = (name: string) => number(totals, `cbc:${name}`)
  must(
    "BR-CO-10",
    at("LineExtensionAmount").is(sum(lines.map((each) => number(each, "cbc:LineExtensionAmount")))),
  )
  must("BR-CO-11", at("AllowanceTotalAmount").is(amountsOf(of(allowances, false))))
  must("BR-CO-12", at("ChargeTotalAmount").is(amountsOf(of(allowances, true))))
  for (const [name, charge] of [
    ["AllowanceTotalAmount", false],
    ["ChargeTotalAmount", true],
  ] as const)
    must("BR-CO-11/12", (textAt(totals, `cbc:${name}`) !== null) === of(allowances, charge).length > 0, name)
  must(
    "BR-CO-13",
    at("TaxExclusiveAmount").is(
      at("LineExtensionAmount").minus(at("AllowanceTotalAmount")).plus(at("ChargeTotalAmount")),
    ),
  )
  const subtotals = all(root, "cac:TaxTotal/cac:TaxSubtotal")
  const tax = number(root, "cac:TaxTotal/cbc:TaxAmount")
  must("BR-CO-14", tax.is(sum(subtotals.map((each) => number(each, "cbc:TaxAmount")))))
  must("BR-CO-15", at("TaxInclusiveAmount").is(at("TaxExclusiveAmount").plus(tax)))
  must(
    "BR-CO-16",
    at("PayableAmount").is(
      at("TaxInclusiveAmount").minus(at("PrepaidAmount")).plus(at("PayableRoundingAmount")),
    ),
  )
  must("BR-CO-18", subtotals.length > 0)
  const due = at("PayableAmount")
  must(
    "BR-CO-25",
    due.isNegative() ||
      due.is(zero) ||
      textAt(root, "cbc:DueDate") !== null ||
      textAt(root, "cac:PaymentTerms/cbc:Note") !== null,
  )

  lines.forEach((line, index) => {
    const own = all(line, "cac:AllowanceCharge")
    must("BR-21", textAt(line, "cbc:ID") === String(index + 1))
    must("BR-25", textAt(line, "cac:Item/cbc:Name") !== null)
    const price = number(line, "cac:Price/cbc:PriceAmount")
    must("BR-27", !price.isNegative(), textAt(line, "cac:Price/cbc:PriceAmount"))
    const quantity = all(line, isInvoice ? "cbc:InvoicedQuantity" : "cbc:CreditedQuantity")[0]
    must("BR-22, BR-23", quantity?.getAttribute("unitCode") != null)
    const amount = number(line, "cbc:LineExtensionAmount")
      .plus(amountsOf(of(own, false)))
      .minus(amountsOf(of(own, true)))
    must(
      "BT-131 = BT-129 x BT-146 - BT-136 + BT-141",
      amount.isRounded(Fraction.of(quantity?.textContent ?? "").times(price), digits),
      `${quantity?.textContent} x ${textAt(line, "cac:Price/cbc:PriceAmount")}`,
    )
    for (const each of own) must("BR-42, BR-44", textAt(each, "cbc:AllowanceChargeReason") !== null)
    must("BR-CO-4", all(line, "cac:Item/cac:ClassifiedTaxCategory").length === 1)
  })
  for (const each of allowances) must("BR-33, BR-38", textAt(each, "cbc:AllowanceChargeReason") !== null)
  for (const each of [...allowances, ...lines.flatMap((line) => all(line, "cac:AllowanceCharge"))]) {
    const percent = textAt(each, "cbc:MultiplierFactorNumeric")
    if (percent === null) continue
    const exact = number(each, "cbc:BaseAmount").times(Fraction.of(percent)).times(new Fraction(1n, 100n))
    must("PEPPOL-R040", number(each, "cbc:Amount").isRounded(exact, digits), percent)
  }

  // What belongs to a category and rate: lines, allowances and charges (BR-S-8 and its siblings).
  const keyOf = (category: Element | undefined) =>
    category === undefined ? "" : `${textAt(category, "cbc:ID")} ${textAt(category, "cbc:Percent") ?? "-"}`
  const bases = new Map<string, Fraction>()
  const add = (key: string, value: Fraction) => bases.set(key, (bases.get(key) ?? zero).plus(value))
  for (const line of lines)
    add(keyOf(all(line, "cac:Item/cac:ClassifiedTaxCategory")[0]), number(line, "cbc:LineExtensionAmount"))
  for (const charge of [false, true])
    for (const each of of(allowances, charge)) {
      const value = number(each, "cbc:Amount")
      add(keyOf(all(each, "cac:TaxCategory")[0]), charge ? value : zero.minus(value))
    }
  const keys = subtotals.map((each) => keyOf(all(each, "cac:TaxCategory")[0]))
  must("BR-*-1: one group a code and rate", new Set(keys).size === keys.length, keys.join(", "))
  must(
    "BR-*-1: a group for each",
    [...bases.keys()].every((key) => keys.includes(key)),
    keys.join(", "),
  )
  const codes = keys.map((key) => key.split(" ")[0] ?? "")
  for (const subtotal of subtotals) {
    const key = keyOf(all(subtotal, "cac:TaxCategory")[0])
    const [code = "", percent = "-"] = key.split(" ")
    const [base, own] = [number(subtotal, "cbc:TaxableAmount"), number(subtotal, "cbc:TaxAmount")]
    must("BR-*-8", base.is(bases.get(key) ?? zero), key)
    const rate = percent === "-" ? zero : Fraction.of(percent)
    must("BR-*-9, BR-CO-17", own.isRounded(base.times(rate).times(new Fraction(1n, 100n)), digits), key)
    must("BR-*-5", code === "S" ? !rate.is(zero) : code === "O" ? percent === "-" : percent === "0", key)
    const reason = textAt(subtotal, "cac:TaxCategory/cbc:TaxExemptionReason")
    must("BR-*-10", (reason === null) === reasonless.includes(code), key)
  }
  if (codes.includes("O")) must("BR-O-11 to 14", codes.length === 1, codes.join())
  if (codes.some((code) => code !== "S")) must("only S bears tax", codes.includes("S") || tax.is(zero))
  const vatIds = ["Supplier", "Customer"].map((who) =>
    all(root, `cac:Accounting${who}Party/cac:Party/cac:PartyTaxScheme`).filter(
      (each) => textAt(each, "cac:TaxScheme/cbc:ID") === "VAT",
    ),
  )
  for (const each of vatIds.flat()) must("BR-CO-9", /^[A-Z]{2}\w+$/.test(textAt(each, "cbc:CompanyID") ?? ""))
  if (codes.includes("O")) must("BR-O-2", vatIds.flat().length === 0)
  if (codes.includes("K")) {
    must(
      "BR-IC-2",
      vatIds.every((list) => list.length === 1),
    )
    const when = textAt(root, "cac:Delivery/cbc:ActualDeliveryDate") ?? all(root, "cac:InvoicePeriod/*")
    must("BR-IC-11", when.length > 0 || all(root, "cac:InvoicePeriod").length > 0)
    must(
      "BR-IC-12",
      textAt(root, "cac:Delivery/cac:DeliveryLocation/cac:Address/cac:Country/cbc:IdentificationCode") !==
        null,
    )
  }
  const seller = all(root, "cac:AccountingSupplierParty/cac:Party")[0]
  must(
    "BR-CO-26",
    vatIds[0]?.length === 1 ||
      (seller !== undefined &&
        (textAt(seller, "cac:PartyIdentification/cbc:ID") ??
          textAt(seller, "cac:PartyLegalEntity/cbc:CompanyID")) !== null),
  )
  for (const means of all(root, "cac:PaymentMeans"))
    must("BR-50, BR-61", textAt(means, "cac:PayeeFinancialAccount/cbc:ID") !== null)
  return broken
}
