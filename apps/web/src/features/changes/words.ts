import type { ChangeEntry, Channel, Entity } from "@alphas/domain/changes/dto"
import { clientStatusLabels } from "@alphas/domain/clients/words"
import { roleLabels } from "@alphas/domain/permissions"

/** What the log's entities are called. */
export const entityWords: Record<Entity, string> = {
  user: "person",
  client: "client",
  client_member: "client member",
  contact: "contact",
  client_import: "import",
  session: "session",
  api_token: "API token",
  invitation: "invitation",
  settings: "settings",
}

export const channelWords: Record<Channel, string> = {
  web: "in the browser",
  token: "through the API",
  job: "by a background job",
  system: "by the system",
}

/** What somebody did, after their name. A verb that is not here is told by its own name. */
const verbs: Record<string, string> = {
  "session.signIn": "signed in",
  "session.signOut": "signed out",
  "session.askReset": "asked for a new password",
  "session.resetPassword": "chose a new password",
  "session.acceptInvitation": "accepted an invitation",
  "session.register": "asked for an account",
  "session.setUp": "set up the agency",
  "account.update": "changed their profile",
  "account.changePassword": "changed their password",
  "account.revokeSession": "ended a session",
  "account.signOutEverywhere": "signed out everywhere",
  "account.startSecondFactor": "began to set up a second factor",
  "account.confirmSecondFactor": "turned the second factor on",
  "account.disableSecondFactor": "turned the second factor off",
  "account.createToken": "made an API token",
  "account.revokeToken": "revoked an API token",
  "users.invite": "invited somebody",
  "users.resendInvitation": "sent an invitation again",
  "users.revokeInvitation": "took an invitation back",
  "users.changeRole": "changed a role",
  "users.disable": "disabled a person",
  "users.enable": "enabled a person",
  "users.revokeTokenOf": "revoked somebody's API token",
  "clients.create": "created the client",
  "clients.update": "edited the client",
  "clients.archive": "archived the client",
  "clients.restore": "restored the client",
  "clients.merge": "merged clients",
  "clients.addMember": "added a member",
  "clients.removeMember": "removed a member",
  "clients.contacts.create": "added a contact",
  "clients.contacts.update": "edited a contact",
  "clients.contacts.remove": "removed a contact",
  "clients.imports.start": "began an import",
  "clients.imports.apply": "imported the client",
  "clients.imports.undo": "took an import back",
  "clients.imports.cancel": "gave an import up",
  "settings.update": "changed the settings",
}

/** A verb changes more than its own entity: the members and contacts of a new client, of a merged one. */
const added: Partial<Record<Entity, string>> = {
  contact: "added a contact",
  client_member: "added a member",
}

/** What was done, after the name of who did it. */
export function sayVerb({ verb, entity }: Pick<ChangeEntry, "verb" | "entity">): string {
  if (verb === "clients.create") return added[entity] ?? verbs[verb] ?? verb
  const known = verbs[verb]
  if (known !== undefined) return known
  const [, act = verb] = /\.([^.]+)$/.exec(verb) ?? []
  return `${act.replace(/([A-Z])/g, " $1").toLowerCase()} (${entityWords[entity]})`
}

const fieldWords: Record<string, string> = {
  archivedAt: "Archived",
  clientId: "Client",
  currency: "Currency",
  disabledAt: "Disabled",
  expiresAt: "Good until",
  isPrimary: "Primary contact",
  jobTitle: "Job title",
  locale: "Language",
  member: "Member",
  merged: "Merged with",
  mergedIntoId: "Merged into",
  ownerId: "Owner",
  postalCode: "Postal code",
  registrationDomains: "Domains that may register",
  registrationOpen: "Registration open",
  resetSentTo: "Link sent to",
  secondFactor: "Second factor",
  timeZone: "Time zone",
  vatId: "VAT id",
}

/** What a field is called: `jobTitle` is the job title. */
export function sayField(name: string): string {
  const known = fieldWords[name]
  if (known !== undefined) return known
  const words = name.replace(/([A-Z])/g, " $1").toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const isInstant = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/
const labels: Record<string, Record<string, string>> = { status: clientStatusLabels, role: roleLabels }

/** A field's value for a reader; ids become names where `nameOf` knows one. */
export function sayValue(
  field: string,
  value: unknown,
  nameOf: (id: string) => string | undefined,
  sayInstant: (instant: string) => string,
): string {
  if (value === null || value === undefined || value === "") return "empty"
  if (typeof value === "boolean") return value ? "yes" : "no"
  if (Array.isArray(value)) {
    return value.length === 0
      ? "empty"
      : value.map((each) => sayValue(field, each, nameOf, sayInstant)).join(", ")
  }
  if (typeof value === "object") {
    const name = "name" in value ? value.name : undefined
    return typeof name === "string" ? name : JSON.stringify(value)
  }
  const text = String(value)
  if (isId.test(text)) return nameOf(text) ?? "one that you cannot see"
  if (isInstant.test(text)) return sayInstant(text)
  return labels[field]?.[text] ?? text
}
