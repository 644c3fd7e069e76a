import { type Role, roleLabels, roles } from "@alphas/domain/permissions"

/** The roles as a form's choices. */
export const roleChoices = roles.map((role) => ({ value: role, label: roleLabels[role] }))

/** What a role means, in one line, for whoever picks it. */
export const roleTexts: Record<Role, string> = {
  admin: "Everything, including people and settings.",
  manager: "Runs clients that they own or are assigned to.",
  team_member: "Works on clients that they are assigned to.",
  finance: "Reads every client and campaign; owns the invoices.",
  client_viewer: "A person of a client, who sees only that client.",
}

export const isRole = (value: string | null): value is Role => roles.some((role) => role === value)
