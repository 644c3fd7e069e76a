import type { Permission, Role, TokenScope } from "../permissions"
import type { Settings } from "../settings/input"

/** A person as the agency's directory shows them. */
export interface PersonRef {
  id: string
  name: string
}

/** The person who is signed in, with what a page needs to draw itself for them. */
export interface Me {
  id: string
  name: string
  email: string
  role: Role
  clientId: string | null
  jobTitle: string | null
  locale: string | null
  timeZone: string | null
  secondFactor: boolean
  version: number
  permissions: Permission[]
  agency: Pick<Settings, "agencyName" | "timeZone" | "currency">
}

/** Who has just signed in. */
export type SignedInPerson = Pick<Me, "id" | "name" | "email" | "role">

/** What the pages for strangers need to know. */
export interface SignInState {
  agencyName: string
  /** The first admin is still to come; the server has printed a code. */
  setUpOpen: boolean
  registrationOpen: boolean
  /** Where subscriptions are answered, for programs that know only the address of the pages. */
  socketUrl: string
}

/** A link from an email that is still good: whose it is. */
export interface OpenLink {
  kind: "invitation" | "password_reset"
  email: string
  name: string
  agencyName: string
  expiresAt: string
}

/** What an authenticator app is given, until it is confirmed with a code. */
export interface SecondFactorOffer {
  /** Base32, to type in. */
  secret: string
  /** `otpauth:`, to show as a QR code. */
  address: string
}

/** A new API token; `secret` is shown this once. */
export interface NewToken {
  token: ApiToken
  secret: string
}

/** A person as admins and managers see them. */
export interface User {
  id: string
  name: string
  email: string
  role: Role
  clientId: string | null
  clientName: string | null
  jobTitle: string | null
  /** Minutes that they work on a working day. */
  dailyMinutes: number
  secondFactor: boolean
  disabledAt: string | null
  lastSeenAt: string | null
  createdAt: string
  version: number
}

/** One place where somebody is signed in. */
export interface Session {
  /** Not the secret: a name for this session, to revoke it by. */
  id: string
  device: string
  address: string | null
  createdAt: string
  lastSeenAt: string
  expiresAt: string
  current: boolean
}

export interface ApiToken {
  id: string
  name: string
  /** The first characters of the secret, to tell tokens apart. */
  prefix: string
  scope: TokenScope
  createdAt: string
  expiresAt: string
  lastUsedAt: string | null
}

export interface Invitation {
  id: string
  email: string
  name: string
  role: Role
  clientId: string | null
  invitedBy: string | null
  createdAt: string
  expiresAt: string
}
