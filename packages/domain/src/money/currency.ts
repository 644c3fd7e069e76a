import * as z from "zod"
import { whole } from "../numbers"

/** An amount in minor units of its currency (cents for EUR, yen for JPY), never negative; up to 10^13. */
export const Amount = whole("Enter an amount in whole minor units.")
  .min(0, "An amount must not be negative.")
  .max(10_000_000_000_000, "This amount is too large.")

/** ISO 4217: the currencies that are in use, and those that were until lately. Intl's list differs between machines. */
const currencies = new Set(
  `AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF
  CLF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG
  HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD
  MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF
  SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYI UYU
  UYW UZS VED VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG`.split(/\s+/),
)

/** ISO 4217. */
export const Currency = z
  .string()
  .trim()
  .toUpperCase()
  .refine((code) => currencies.has(code), "Enter the currency as three letters, like EUR (ISO 4217).")

/** ISO 4217: currencies whose minor unit is not a hundredth. What Intl knows of them differs between machines. */
const unusual: Record<number, string> = {
  0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
  3: "BHD IQD JOD KWD LYD OMR TND",
  4: "CLF UYW",
}
const unusualDigits = new Map(
  Object.entries(unusual).flatMap(([digits, list]) =>
    list.split(" ").map((currency) => [currency, Number(digits)] as const),
  ),
)

/** How many digits the minor unit of a currency has after the point. */
export const digitsOf = (currency: string): number => unusualDigits.get(currency) ?? 2
