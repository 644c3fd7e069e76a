import type { Client } from "@alphas/domain/clients/dto"
import type { ClientStatus } from "@alphas/domain/clients/words"

/** A client as its form holds it: an empty text is the absence of a value. */
export interface ClientValues extends Record<string, unknown> {
  name: string
  status: ClientStatus
  industry: string
  website: string
  email: string
  phone: string
  street: string
  postalCode: string
  city: string
  region: string
  /** Two letters (ISO 3166-1); null and empty are the same. */
  country: string | null
  vatId: string
  currency: string
  tags: string[]
  notes: string
  ownerId: string | null
}

/** What the fields are called, in the form and in the dialog that shows two versions. */
export const clientLabels: Record<keyof ClientValues & string, string> = {
  name: "Name",
  status: "Status",
  industry: "Industry",
  website: "Website",
  email: "Email",
  phone: "Phone",
  street: "Street",
  postalCode: "Postal code",
  city: "City",
  region: "Region",
  country: "Country",
  vatId: "VAT number",
  currency: "Currency",
  tags: "Tags",
  notes: "Internal notes",
  ownerId: "Owner",
}

export function clientValues(client: Client): ClientValues {
  const { name, status, currency, tags, owner } = client
  const text = (value: string | null) => value ?? ""
  return {
    name,
    status,
    industry: text(client.industry),
    website: text(client.website),
    email: text(client.email),
    phone: text(client.phone),
    street: text(client.street),
    postalCode: text(client.postalCode),
    city: text(client.city),
    region: text(client.region),
    country: text(client.country),
    vatId: text(client.vatId),
    currency,
    tags,
    notes: text(client.notes),
    ownerId: owner?.id ?? null,
  }
}

/** Fields of which an empty text means that there is none. */
const optional = new Set([
  "industry",
  "website",
  "email",
  "phone",
  "street",
  "postalCode",
  "city",
  "region",
  "country",
  "vatId",
  "notes",
])

/** The values as the API takes them. */
export function forApi<Values extends Partial<ClientValues>>(values: Values) {
  // Every text of the set may be null there.
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      (value === "" || value === null) && optional.has(name) ? null : value,
    ]),
  ) as { [Name in keyof Values]: Values[Name] }
}
