import { settings } from "@alphas/db/schema/settings"
import type { Calls, Founding } from "./call"
import type { Row } from "./clients"
import type { Shared } from "./users"
import { admins } from "./who"

export async function inAgency({ db }: Founding) {
  await db.update(settings).set({ registrationOpen: true, registrationDomains: ["agency.example"] })
  return {}
}

export const calls: Calls<"settings", Row, Shared> = {
  get: { input: () => ({}), role: admins },
  update: {
    input: async ({ db, me }) => {
      const [{ version } = { version: 0 }] = await db.select({ version: settings.version }).from(settings)
      return { version, changes: { agencyName: `Agency ${me.id}` } }
    },
    role: admins,
  },
}

export const permissions: Calls<"permissions", Row, Shared> = {
  explain: {
    input: ({ row, shared }) => ({
      userId: shared.colleague.id,
      permission: "clients.read",
      row: { entity: "client", id: row.clientId },
    }),
    role: admins,
  },
}
