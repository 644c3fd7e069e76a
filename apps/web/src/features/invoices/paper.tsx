"use client"

import type { Invoice, InvoiceLine } from "@alphas/domain/invoices/dto"
import { invoiceKindLabels, unitLabels } from "@alphas/domain/invoices/words"
import type { Address } from "@alphas/domain/money/billing"
import { taxReasons } from "@alphas/domain/money/tax"
import type { LineTotals } from "@alphas/domain/money/totals"
import type { CSSProperties, ReactNode } from "react"
import { countryName } from "../../format/countries"
import { sayDays, sayFullDay } from "../../format/dates"
import { sayMoney, sayUnitPrice } from "../../format/money"
import { Money } from "../../format/money-text"
import { sayDecimal } from "../../format/numbers"
import { useReader } from "../../format/reader"
import classes from "./paper.module.css"
import { sayTax, TotalsList } from "./totals-list"

/** The agency's colour, as the style sheet takes it. */
const colours = (colour: string): CSSProperties => {
  const style: Record<`--${string}`, string> = { "--paper-colour": colour }
  return style
}

/** An invoice or credit note as the page that is printed: white in the dark theme, too. */
export function Paper({ invoice }: { invoice: Invoice }) {
  const reader = useReader()
  const { locale } = reader
  const { kind, number, seller, buyer, currency, lines, totals, issueDay, dueDay } = invoice
  const { periodFrom, periodTo, credits } = invoice
  const title = invoiceKindLabels[kind]
  const reference = invoice.buyerReference ?? buyer.buyerReference
  const period =
    periodFrom && periodTo ? sayDays(periodFrom, periodTo, reader) : (periodFrom ?? periodTo ?? null)
  const reasons = new Set(
    totals.taxes.flatMap(({ category }) =>
      taxReasons[category] === null ? [] : [invoice.taxReason ?? taxReasons[category]],
    ),
  )
  return (
    <article
      className={classes.paper}
      style={colours(seller.colour)}
      aria-label={`${title} ${number ?? "draft"}`}
      suppressHydrationWarning
    >
      <header className={classes.head}>
        <div className={classes.logo}>{seller.name}</div>
        <div className={classes.sender}>
          <AddressLines address={seller.address} locale={locale} />
          {[seller.email, seller.phone, seller.website].map((text) => text && <div key={text}>{text}</div>)}
          {seller.vatId && <div>VAT ID {seller.vatId}</div>}
          {seller.taxNumber && <div>Tax number {seller.taxNumber}</div>}
        </div>
      </header>
      <div className={classes.parties}>
        <address className={classes.buyer}>
          <strong>{buyer.name}</strong>
          <AddressLines address={buyer.address} locale={locale} />
          {buyer.vatId && <div>VAT ID {buyer.vatId}</div>}
        </address>
        <dl className={classes.facts}>
          <Fact name="Number">{number ?? <em>Given when issued</em>}</Fact>
          <Fact name="Date">{issueDay ? sayFullDay(issueDay, reader) : <em>When issued</em>}</Fact>
          {kind === "invoice" && dueDay && <Fact name="Due">{sayFullDay(dueDay, reader)}</Fact>}
          {period && <Fact name="Period">{period}</Fact>}
          {reference && <Fact name="Your reference">{reference}</Fact>}
          {credits && <Fact name="For invoice">{credits.number}</Fact>}
        </dl>
      </div>
      <h2 className={classes.title}>
        {title} {number}
      </h2>
      {invoice.intro && <p className={classes.prose}>{invoice.intro}</p>}
      <table className={classes.lines} aria-label="Lines">
        <thead>
          <tr>
            <th scope="col">Description</th>
            <th scope="col" data-align="right">
              Quantity
            </th>
            <th scope="col" data-align="right">
              Unit price
            </th>
            <th scope="col" data-align="right">
              Tax
            </th>
            <th scope="col" data-align="right">
              Amount
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line, index) => (
            <PaperLine key={line.id} line={line} totals={totals.lines[index]} currency={currency} />
          ))}
        </tbody>
      </table>
      {lines.length === 0 && <p className={classes.quiet}>No lines yet.</p>}
      <div className={classes.sums}>
        <TotalsList
          totals={totals}
          currency={currency}
          prices={invoice.prices}
          adjustments={invoice.adjustments}
          sum={kind === "credit_note" ? "Credit" : "To pay"}
        />
      </div>
      {[...reasons].map((reason) => (
        <p key={reason} className={classes.prose}>
          {reason}
        </p>
      ))}
      {kind === "invoice" && (dueDay || seller.iban) && (
        <p className={classes.prose}>
          Please pay {sayMoney(totals.payableMinor, currency, locale)}
          {dueDay && ` by ${sayFullDay(dueDay, reader)}`}
          {number && `, naming ${number}`}.
        </p>
      )}
      {invoice.note && <p className={classes.prose}>{invoice.note}</p>}
      <footer className={classes.foot}>
        {seller.iban && (
          <div>
            {seller.bankName && <>{seller.bankName}, </>}
            IBAN <span data-figures>{seller.iban.replace(/(.{4})(?=.)/g, "$1 ")}</span>
            {seller.bic && `, BIC ${seller.bic}`}
          </div>
        )}
        {invoice.footer && <p className={classes.prose}>{invoice.footer}</p>}
      </footer>
    </article>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function AddressLines({ address, locale }: { address: Address; locale: string }) {
  const { street, postalCode, city, region, country } = address
  const town = [postalCode, city].filter(Boolean).join(" ")
  const lines = [street, town, region, country && countryName(country, locale)]
  return lines.map((line) => line && <div key={line}>{line}</div>)
}

interface LineProps {
  line: InvoiceLine
  totals: LineTotals | undefined
  currency: string
}

function PaperLine({ line, totals, currency }: LineProps) {
  const { locale } = useReader()
  const { description, quantity, unit, unitPrice, adjustments, taxCategory, taxPercent } = line
  return (
    <tr>
      <td className={classes.what}>
        {description}
        {adjustments.map((each, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: they have no name but their place
          <div key={index} className={classes.quiet}>
            {each.kind === "discount" ? "Discount" : "Charge"}{" "}
            {each.percent === null
              ? sayMoney(each.minor ?? 0, currency, locale)
              : `${sayDecimal(each.percent, locale)} %`}
            {each.reason && `, ${each.reason}`}
          </div>
        ))}
      </td>
      <td data-align="right" data-label="Quantity">
        {sayDecimal(quantity, locale)} <span className={classes.unit}>{unitLabels[unit].toLowerCase()}</span>
      </td>
      <td data-align="right" data-label="Unit price">
        {sayUnitPrice(unitPrice, currency, locale)}
      </td>
      <td data-align="right" data-label="Tax">
        {sayTax(taxCategory, taxPercent, locale)}
      </td>
      <td data-align="right" data-label="Amount">
        {totals && <Money minor={totals.valueMinor} currency={currency} />}
      </td>
    </tr>
  )
}
