import type { Permission, Role } from "../permissions"
import type { Settings } from "../settings/input"

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

/** A person as admins and managers see them. */
export interface User {
  id: string
  name: string
  email: string
  role: Role
  clientId: string | null
  clientName: string | null
  jobTitle: string | null
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
  scope: "read" | "read_write"
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
