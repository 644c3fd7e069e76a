import { countryCodes } from "./countries"
import { clientStatuses, clientStatusLabels } from "./words"

/** Contacts that have columns of their own; any further ones share one cell. The first is the primary contact. */
export const contactSlots = [1, 2, 3] as const
export type ContactSlot = (typeof contactSlots)[number]
const contactParts = ["Name", "Email", "Phone", "JobTitle", "Notes"] as const
export type ContactPart = (typeof contactParts)[number]
type ContactField = `contact${ContactSlot}${ContactPart}`

const clientFields = [
  ...(["name", "status", "industry", "website", "email", "phone"] as const),
  ...(["street", "postalCode", "city", "region", "country", "vatId", "currency"] as const),
  ...(["tags", "notes", "owner", "members", "archived"] as const),
]
type ClientField = (typeof clientFields)[number]

export const contactField = (slot: ContactSlot, part: ContactPart): ContactField => `contact${slot}${part}`

/** What an export writes, in the order of its columns. */
export const exportFields: readonly ImportField[] = [
  ...clientFields,
  ...contactSlots.flatMap((slot) => contactParts.map((part) => contactField(slot, part))),
  "furtherContacts",
]

/** What a column of a file can hold. Files from elsewhere often part a person's name in two. */
export type ImportField =
  | ClientField
  | ContactField
  | "furtherContacts"
  | "contact1FirstName"
  | "contact1LastName"

export const importFields: readonly [ImportField, ...ImportField[]] = [
  "name",
  ...exportFields.filter((field) => field !== "name"),
  "contact1FirstName",
  "contact1LastName",
]

/** Column number, from 0, of each field that the file has. */
export type ImportMapping = Partial<Record<ImportField, number>>

const labels: Record<ClientField, string> = {
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
  vatId: "VAT ID",
  currency: "Currency",
  tags: "Tags",
  notes: "Notes",
  owner: "Owner",
  members: "Members",
  archived: "Archived",
}
const partLabels: Record<ContactPart, string> = {
  Name: "name",
  Email: "email",
  Phone: "phone",
  JobTitle: "job title",
  Notes: "notes",
}

/** The header of each field's column in our export, which is also what the mapping page calls it. */
export const importLabels: Readonly<Record<ImportField, string>> = {
  ...labels,
  // Every slot and part is in the two lists; fromEntries forgets the keys.
  ...(Object.fromEntries(
    contactSlots.flatMap((slot) =>
      contactParts.map((part) => [contactField(slot, part), `Contact ${slot} ${partLabels[part]}`]),
    ),
  ) as Record<ContactField, string>),
  furtherContacts: "Further contacts",
  contact1FirstName: "Contact 1 first name",
  contact1LastName: "Contact 1 last name",
}

/** What other programs call the columns, in English, German and French. */
const synonyms: Partial<Record<ImportField, string>> = {
  name: `company, company name, client, client name, customer, customer name, account, account name, organization,
    organisation, organization name, business name, firma, firmenname, firmenbezeichnung, unternehmen,
    unternehmensname, kunde, kundenname, auftraggeber, société, nom de la société, entreprise, nom de l'entreprise,
    raison sociale, client nom, nom du client`,
  status: "state, stage, client status, zustand, kundenstatus, statut, état, etat",
  industry: "sector, branch, vertical, branche, wirtschaftszweig, secteur, secteur d'activité, activité",
  website: `web, url, homepage, web site, domain, web address, company domain, website url, company website, webseite,
    internet, internetseite, internetadresse, www, site, site web, site internet, domaine`,
  email: `mail, e mail, email address, e-mail address, company email, general email, e-mail-adresse, mailadresse,
    e-mail firma, adresse e-mail, courriel, adresse mail, mél`,
  phone: `telephone, phone number, tel, company phone, telefon, telefonnummer, tel nr, rufnummer, telefon zentrale,
    téléphone, numéro de téléphone, tél`,
  street: `address, street address, address line 1, address 1, billing street, straße, strasse, anschrift, adresse,
    straße und hausnummer, straße hausnummer, straße nr, rue, adresse postale, voie`,
  postalCode: "zip, zip code, postcode, post code, plz, postleitzahl, code postal, cp",
  city: "town, locality, billing city, ort, stadt, wohnort, ville, localité, commune",
  region:
    "state province, province, county, bundesland, kanton, land region, région, département, state region",
  country: "country code, land, ländercode, staat, pays, code pays",
  vatId: `vat, vat number, vat no, tax id, tax number, vat reg no, ust-id, ust-idnr, ustid, umsatzsteuer-id,
    umsatzsteuer-identifikationsnummer, uid, steuernummer, tva, n° tva, numéro de tva, tva intracommunautaire`,
  currency: "billing currency, currency code, währung, devise, monnaie",
  tags: "tag, labels, label, keywords, categories, schlagworte, schlagwörter, stichworte, étiquettes, mots-clés",
  notes:
    "note, comment, comments, remarks, description, notiz, notizen, bemerkung, bemerkungen, kommentar, remarques, commentaire, commentaires",
  owner: `owner email, account owner, account manager, assigned to, responsible, betreuer, kundenbetreuer, zuständig,
    verantwortlich, inhaber, propriétaire, responsable, chargé de compte`,
  members: "team, members email, mitglieder, betreuungsteam, membres, équipe",
  archived: "is archived, archiviert, archivé, archive",
  contact1Name: `contact, contact name, contact person, primary contact, main contact, person, full name, contact 1,
    ansprechpartner, ansprechperson, kontakt, kontaktperson, ansprechpartner 1, name ansprechpartner, interlocuteur,
    nom du contact, personne de contact, contact principal`,
  contact1FirstName: "first name, firstname, given name, contact first name, vorname, prénom",
  contact1LastName:
    "last name, lastname, surname, family name, contact last name, nachname, familienname, nom, nom de famille",
  contact1Email: `contact email, contact e-mail, primary contact email, email contact, person email,
    e-mail ansprechpartner, ansprechpartner e-mail, kontakt e-mail, e-mail du contact, email du contact`,
  contact1Phone: `contact phone, mobile, mobile phone, cell, direct phone, telefon ansprechpartner,
    ansprechpartner telefon, mobil, handy, durchwahl, téléphone du contact, portable, mobile du contact`,
  contact1JobTitle: "job title, title, position, role, contact title, funktion, fonction, poste, titre",
  contact1Notes: "contact notes",
  contact2Name: "contact 2, ansprechpartner 2, second contact, zweiter ansprechpartner",
  contact3Name: "contact 3, ansprechpartner 3, third contact, dritter ansprechpartner",
}

/** Headers are compared without case, accents and signs: `E-Mail`, `email` and `E mail` are one. */
const plain = (header: string) =>
  header
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll("ß", "ss")
    .replace(/[^\p{L}\p{N}]/gu, "")

const known: ReadonlyMap<string, ImportField> = new Map(
  importFields
    .flatMap((field) =>
      [importLabels[field], field, ...(synonyms[field] ?? "").split(",")].map(
        (name) => [plain(name), field] as const,
      ),
    )
    .filter(([name]) => name !== "")
    // Our own names come first in each list; a synonym never takes another field's own name.
    .reduceRight((names, [name, field]) => names.set(name, field), new Map<string, ImportField>())
    .entries(),
)

/**
 * Which column holds what, by the names in the header; a column that says nothing known is left out, and of two that
 * say the same the first counts. A header of our own export is mapped whole.
 */
export function guessMapping(header: readonly string[]): ImportMapping {
  const mapping: ImportMapping = {}
  header.forEach((title, column) => {
    const field = known.get(plain(title))
    if (field !== undefined && mapping[field] === undefined) mapping[field] = column
  })
  return nameOfWhom(header, mapping)
}

/** Where there is a column for the company, one that is just called "Name" is the person's. */
function nameOfWhom(header: readonly string[], mapping: ImportMapping): ImportMapping {
  const { name } = mapping
  if (name === undefined || plain(header[name] ?? "") !== "name" || mapping.contact1Name !== undefined)
    return mapping
  const company = header.findIndex((title, column) => column !== name && known.get(plain(title)) === "name")
  return company === -1 ? mapping : { ...mapping, name: company, contact1Name: name }
}

const statusWords: ReadonlyMap<string, (typeof clientStatuses)[number]> = new Map([
  ...clientStatuses.flatMap((status) => [
    [plain(status), status] as const,
    [plain(clientStatusLabels[status]), status] as const,
  ]),
  ...["lead", "potential", "interessent", "potenziell", "prospekt", "potentiel"].map(
    (word) => [word, "prospect"] as const,
  ),
  ...["aktiv", "customer", "kunde", "client", "actif", "active client"].map(
    (word) => [plain(word), "active"] as const,
  ),
  ...["paused", "pausiert", "ruhend", "inactive", "inaktiv", "inactif", "en pause", "suspendu"].map(
    (word) => [plain(word), "on_hold"] as const,
  ),
  ...["ehemalig", "lost", "churned", "verloren", "ancien", "perdu", "past"].map(
    (word) => [word, "former"] as const,
  ),
])

/** The status that a word means; the word itself when it means none, for the schema to refuse. */
export const statusOf = (word: string): string => statusWords.get(plain(word)) ?? word

const currencySigns: Readonly<Record<string, string>> = {
  "€": "EUR",
  $: "USD",
  "£": "GBP",
  Fr: "CHF",
  "¥": "JPY",
}
export const currencyOf = (text: string): string => currencySigns[text] ?? text

let countries: ReadonlyMap<string, string> | undefined

/**
 * The code of a country that is named in English, German or French, or by its code; the text itself when it is none of
 * them, for the schema to refuse.
 */
export function countryOf(text: string): string {
  countries ??= namesOfCountries()
  const name = plain(text)
  return countries.get(name) ?? countries.get(name.replace(/^the ?/, "")) ?? text
}

/** Names that files have and `Intl` has not, or not in every version; two letters that are no code, and are meant as one. */
const otherNames: Readonly<Record<string, string>> = {
  AE: "UAE",
  CI: "Ivory Coast",
  CV: "Cape Verde",
  CZ: "Czech Republic, Tschechische Republik",
  DE: "Federal Republic of Germany, Bundesrepublik Deutschland, BRD",
  GB: "UK, Great Britain, Britain, England, Scotland, Wales, Northern Ireland, Großbritannien",
  GR: "EL",
  HK: "Hong Kong, Hongkong",
  IE: "Republic of Ireland",
  KR: "Republic of Korea",
  MK: "Macedonia",
  MM: "Myanmar, Burma",
  MO: "Macau, Macao",
  NL: "Holland",
  PS: "Palestine",
  RU: "Russian Federation",
  SZ: "Swaziland",
  TL: "East Timor",
  TR: "Turkey, Türkiye",
  US: "USA, United States of America, America",
  VN: "Viet Nam",
}

function namesOfCountries(): ReadonlyMap<string, string> {
  const codes = countryCodes()
  const names = new Map(codes.map((code) => [plain(code), code]))
  const add = (name: string | undefined, code: string) => {
    if (name !== undefined && !names.has(plain(name))) names.set(plain(name), code)
  }
  for (const language of ["en", "de", "fr"]) {
    for (const style of ["long", "short"] as const) {
      const named = new Intl.DisplayNames([language], { type: "region", fallback: "none", style })
      for (const code of codes) add(named.of(code), code)
    }
  }
  for (const [code, others] of Object.entries(otherNames))
    for (const name of others.split(", ")) add(name, code)
  return names
}

/** Several short texts in one cell, parted by `; `. A separator within one of them stands behind a backslash. */
export const joinList = (values: readonly string[]): string =>
  values.map((value) => value.replace(/[\\;,]/g, "\\$&")).join("; ")

/** What `joinList` joined; lists parted by commas, semicolons or lines are read too. */
export function splitList(cell: string): string[] {
  const values: string[] = []
  let value = ""
  for (let at = 0; at < cell.length; at++) {
    const sign = cell[at] ?? ""
    if (sign === "\\" && /[\\;,]/.test(cell[at + 1] ?? "")) value += cell[++at]
    else if (/[;,\r\n]/.test(sign)) {
      values.push(value)
      value = ""
    } else value += sign
  }
  return [...values, value].map((each) => each.trim()).filter((each) => each !== "")
}

/** Whether a cell says yes; null when it says neither. A date says yes: it is when. */
export function yesOrNo(cell: string): boolean | null {
  const word = plain(cell)
  if (["", "no", "n", "false", "0", "nein", "falsch", "non", "faux"].includes(word)) return false
  if (["yes", "y", "true", "1", "x", "ja", "wahr", "oui", "vrai"].includes(word)) return true
  return /^\d{4}-\d\d-\d\d/.test(cell.trim()) ? true : null
}
