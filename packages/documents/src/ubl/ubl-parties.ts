import type { Address, Buyer, Seller } from "@alphas/domain/money/billing"
import { vatIdOf } from "@alphas/domain/money/identifiers"
import { element, type Xml } from "../xml"

/** The seller (BG-4). With `outsideScope` no VAT ID may stand on the document (BR-O-2), so it becomes a plain identifier. */
export function sellerParty(seller: Seller, outsideScope: boolean): Xml | null {
  const vatId = outsideScope ? null : vatIdOf(seller.vatId)
  // Whoever has no VAT ID on the document is known by another identifier (BR-CO-26).
  const other = seller.taxNumber ?? (vatId === null ? seller.vatId : null)
  return element("cac:AccountingSupplierParty", [
    element("cac:Party", [
      element("cbc:EndpointID", seller.email, { schemeID: "EM" }),
      element("cac:PartyIdentification", [element("cbc:ID", vatId === null ? seller.vatId : null)]),
      postalAddress(seller.address),
      taxScheme(vatId, "VAT"),
      taxScheme(outsideScope && seller.taxNumber === null ? null : other, "TAX"),
      element("cac:PartyLegalEntity", [
        element("cbc:RegistrationName", seller.name),
        element("cbc:CompanyID", seller.taxNumber),
      ]),
      element("cac:Contact", [
        element("cbc:Name", seller.phone === null && seller.email === null ? null : seller.name),
        element("cbc:Telephone", seller.phone),
        element("cbc:ElectronicMail", seller.email),
      ]),
    ]),
  ])
}

/** The buyer (BG-7). A tax number that names no country is its registration identifier (BT-47). */
export function buyerParty(buyer: Buyer, outsideScope: boolean): Xml | null {
  const vatId = outsideScope ? null : vatIdOf(buyer.vatId)
  return element("cac:AccountingCustomerParty", [
    element("cac:Party", [
      postalAddress(buyer.address),
      taxScheme(vatId, "VAT"),
      element("cac:PartyLegalEntity", [
        element("cbc:RegistrationName", buyer.name),
        element("cbc:CompanyID", vatId === null ? buyer.vatId : null),
      ]),
    ]),
  ])
}

const taxScheme = (companyId: string | null, scheme: string): Xml | null =>
  companyId === null
    ? null
    : element("cac:PartyTaxScheme", [
        element("cbc:CompanyID", companyId),
        element("cac:TaxScheme", [element("cbc:ID", scheme)]),
      ])

const country = (code: string | null): Xml | null =>
  element("cac:Country", [element("cbc:IdentificationCode", code)])

function postalAddress({ street, postalCode, city, region, country: code }: Address): Xml | null {
  const [first = null, second = null, ...rest] = (street ?? "")
    .split("\n")
    .filter((each) => each.trim() !== "")
  return element("cac:PostalAddress", [
    element("cbc:StreetName", first),
    element("cbc:AdditionalStreetName", second),
    element("cbc:CityName", city),
    element("cbc:PostalZone", postalCode),
    element("cbc:CountrySubentity", region),
    element("cac:AddressLine", [element("cbc:Line", rest.length === 0 ? null : rest.join(", "))]),
    country(code),
  ])
}

/** Where it is supplied to and when (BG-13), which an intra-community supply must say (BR-IC-11 and 12). */
export const delivery = (buyer: Buyer, day: string | null): Xml | null =>
  element("cac:Delivery", [
    element("cbc:ActualDeliveryDate", day),
    element("cac:DeliveryLocation", [element("cac:Address", [country(buyer.address.country)])]),
  ])
