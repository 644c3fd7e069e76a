export const clientStatuses = ["prospect", "active", "on_hold", "former"] as const
export type ClientStatus = (typeof clientStatuses)[number]

export const clientStatusLabels: Record<ClientStatus, string> = {
  prospect: "Prospect",
  active: "Active",
  on_hold: "On hold",
  former: "Former",
}

/** Suggested in forms; a client's industry is free text. */
export const industries = [
  "Automotive",
  "Construction",
  "Consumer goods",
  "Education",
  "Energy",
  "Fashion",
  "Finance",
  "Food and drink",
  "Health",
  "Hospitality",
  "Logistics",
  "Manufacturing",
  "Media",
  "Non-profit",
  "Professional services",
  "Public sector",
  "Real estate",
  "Retail",
  "Software",
  "Sports",
  "Telecoms",
  "Travel",
] as const

/** What a list of clients can be ordered by. */
export const clientSorts = ["name", "status", "industry", "owner", "createdAt", "updatedAt"] as const
export type ClientSort = (typeof clientSorts)[number]
