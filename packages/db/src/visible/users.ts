import { scopeOf } from "@alphas/domain/permissions"
import { sql } from "drizzle-orm"
import { apiTokens, invitations, passwordResets, recoveryCodes, sessions, users } from "../schema/users"
import { entityTable, type Guarded, nobodys, ownRows, predicate } from "./grants"

export const usersTables = {
  users: entityTable("user", users, { person: users.id }),
  invitations: entityTable("invitation", invitations, {}),
  sessions: entityTable("session", sessions, { person: sessions.userId }),
  apiTokens: entityTable("api_token", apiTokens, { person: apiTokens.userId }),
  recoveryCodes: ownRows(recoveryCodes, recoveryCodes.userId),
  passwordResets: nobodys(passwordResets),
}

/** Names and pictures only: what agency roles need to assign somebody, and to read who did something. */
export const directory: Guarded = {
  table: users,
  visible: (viewer) =>
    predicate(
      "users",
      scopeOf(viewer.role, "users.directory") === null
        ? [{ because: "it is their own", holds: sql`${users.id} = ${viewer.id}` }]
        : [{ because: "the role sees the directory", holds: sql`true` }],
    ),
}
