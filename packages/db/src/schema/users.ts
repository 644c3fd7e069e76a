import { roles, tokenScopes } from "@alphas/domain/permissions"
import { sql } from "drizzle-orm"
import { check, index, integer, pgEnum, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core"
import { bytes, id, instant, version } from "../columns"

export const role = pgEnum("role", roles)

export const users = pgTable(
  "users",
  {
    id: id(),
    email: text("email").notNull(),
    name: text("name").notNull(),
    role: role("role").notNull(),
    /** The client that a client viewer belongs to; null for everybody else. Its foreign key is in drizzle/0001. */
    clientId: uuid("client_id"),
    jobTitle: text("job_title"),
    /** argon2id; null until a password was chosen. */
    passwordHash: text("password_hash"),
    /** The second factor's secret, encrypted (AES-256-GCM). */
    totpSecret: bytes("totp_secret"),
    totpEnabledAt: instant("totp_enabled_at"),
    /** The last TOTP time step that was accepted, so that a code works once. */
    totpLastStep: text("totp_last_step"),
    /** Minutes of a full working day. */
    dailyMinutes: integer("daily_minutes").notNull().default(480),
    locale: text("locale"),
    timeZone: text("time_zone"),
    disabledAt: instant("disabled_at"),
    lastSeenAt: instant("last_seen_at"),
    createdAt: instant("created_at").notNull().default(sql`now()`),
    version: version(),
  },
  (table) => [
    uniqueIndex("users_email_key").on(table.email),
    index("users_client_id_idx").on(table.clientId),
    index("users_name_idx").on(table.name, table.id),
    check("users_email_is_lower_case", sql`${table.email} = lower(${table.email})`),
    check(
      "users_viewer_has_client",
      sql`(${table.role} = 'client_viewer') = (${table.clientId} is not null)`,
    ),
  ],
)

export const recoveryCodes = pgTable(
  "recovery_codes",
  {
    id: id(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    codeHash: text("code_hash").notNull(),
    usedAt: instant("used_at"),
  },
  (table) => [uniqueIndex("recovery_codes_user_id_code_hash_key").on(table.userId, table.codeHash)],
)

export const sessions = pgTable(
  "sessions",
  {
    /** SHA-256 of the id in the cookie, in hex: a copy of this table signs nobody in. */
    idHash: text("id_hash").primaryKey(),
    /** A name to revoke the session by, which is not its secret. */
    name: uuid("name").notNull().unique(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    createdAt: instant("created_at").notNull().default(sql`now()`),
    lastSeenAt: instant("last_seen_at").notNull().default(sql`now()`),
    /** Seven days after it was last used. */
    expiresAt: instant("expires_at").notNull(),
    /** Thirty days after sign-in, whatever happens. */
    endsAt: instant("ends_at").notNull(),
    /** When its person last showed a password or code in it: at sign-in, or when they were asked again. */
    provedAt: instant("proved_at").notNull().default(sql`now()`),
    device: text("device").notNull(),
    address: text("address"),
  },
  (table) => [
    index("sessions_user_id_idx").on(table.userId),
    index("sessions_expires_at_idx").on(table.expiresAt),
  ],
)

export const tokenScope = pgEnum("token_scope", tokenScopes)

export const apiTokens = pgTable(
  "api_tokens",
  {
    id: id(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    name: text("name").notNull(),
    /** The first characters of the secret, shown so that tokens can be told apart. */
    prefix: text("prefix").notNull(),
    /** SHA-256 of the whole secret, in hex. */
    hash: text("hash").notNull(),
    scope: tokenScope("scope").notNull(),
    createdAt: instant("created_at").notNull().default(sql`now()`),
    expiresAt: instant("expires_at").notNull(),
    lastUsedAt: instant("last_used_at"),
    revokedAt: instant("revoked_at"),
  },
  (table) => [
    uniqueIndex("api_tokens_hash_key").on(table.hash),
    index("api_tokens_user_id_idx").on(table.userId),
  ],
)

export const invitations = pgTable(
  "invitations",
  {
    id: id(),
    email: text("email").notNull(),
    name: text("name").notNull(),
    role: role("role").notNull(),
    clientId: uuid("client_id"),
    tokenHash: text("token_hash").notNull(),
    invitedBy: uuid("invited_by").references(() => users.id),
    createdAt: instant("created_at").notNull().default(sql`now()`),
    expiresAt: instant("expires_at").notNull(),
    acceptedAt: instant("accepted_at"),
    revokedAt: instant("revoked_at"),
  },
  (table) => [
    uniqueIndex("invitations_token_hash_key").on(table.tokenHash),
    uniqueIndex("invitations_open_email_key")
      .on(table.email)
      .where(sql`${table.acceptedAt} is null and ${table.revokedAt} is null`),
    index("invitations_client_id_idx").on(table.clientId),
    index("invitations_invited_by_idx").on(table.invitedBy),
  ],
)

export const passwordResets = pgTable(
  "password_resets",
  {
    id: id(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    tokenHash: text("token_hash").notNull(),
    createdAt: instant("created_at").notNull().default(sql`now()`),
    expiresAt: instant("expires_at").notNull(),
    usedAt: instant("used_at"),
  },
  (table) => [
    uniqueIndex("password_resets_token_hash_key").on(table.tokenHash),
    index("password_resets_user_id_idx").on(table.userId),
  ],
)
