import { type Role, roleLabels, roles } from "@alphas/domain/permissions"

/** The roles as a form's choices. */
export const roleChoices = roles.map((role) => ({ value: role, label: roleLabels[role] }))

/** What a role means, in one line, for whoever picks it. */
export const roleTexts: Record<Role, string> = {
  admin: "Full access, including people and settings.",
  manager: "Manages the clients they own or are members of.",
  team_member: "Works on the clients they are members of.",
  finance: "Views all clients and campaigns, and manages rates.",
  client_viewer: "Works for a client, and sees only that client.",
}

export const isRole = (value: string | null): value is Role => roles.some((role) => role === value)
