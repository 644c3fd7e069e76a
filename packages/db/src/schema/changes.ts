import { channels, type FieldChanges } from "@alphas/domain/changes/dto"
import { entities } from "@alphas/domain/entities"
import { sql } from "drizzle-orm"
import {
  bigserial,
  check,
  index,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  primaryKey,
  text,
  uuid,
} from "drizzle-orm/pg-core"
import { instant, transactionId } from "../columns"
import { users } from "./users"

export const channel = pgEnum("channel", channels)

/** One row: `epoch` is raised when the database was restored into a cluster whose transaction ids are lower. */
export const changeEpoch = pgTable(
  "change_epoch",
  {
    id: integer("id").primaryKey().default(1),
    epoch: integer("epoch").notNull().default(1),
    /** Raised by a revocation that could not reach Redis: sessions cached under a lower one are not trusted. */
    sessionEpoch: integer("session_epoch").notNull().default(1),
    /** Raised by Postgres with every change of somebody's name: see `Names`. */
    peopleNumber: integer("people_number").notNull().default(1),
  },
  (table) => [check("change_epoch_is_one_row", sql`${table.id} = 1`)],
)

/** The log. Append-only: a trigger refuses updates and deletions. */
export const changes = pgTable(
  "changes",
  {
    epoch: integer("epoch").notNull(),
    tx: transactionId("tx").notNull().default(sql`pg_current_xact_id()`),
    seq: bigserial("seq", { mode: "number" }).notNull(),
    at: instant("at").notNull().default(sql`now()`),
    actorId: uuid("actor_id"),
    channel: channel("channel").notNull(),
    tokenId: uuid("token_id"),
    requestId: text("request_id"),
    verb: text("verb").notNull(),
    entity: text("entity", { enum: entities }).notNull(),
    entityId: uuid("entity_id").notNull(),
    clientId: uuid("client_id"),
    campaignId: uuid("campaign_id"),
    /** The people whose access, role or sessions this changes, or whom it concerns by name. */
    people: uuid("people").array().notNull().default(sql`'{}'`),
    fields: jsonb("fields").$type<FieldChanges>().notNull().default({}),
  },
  (table) => [
    primaryKey({ columns: [table.epoch, table.tx, table.seq] }),
    index("changes_entity_idx").on(table.entity, table.entityId, table.epoch, table.tx, table.seq),
    index("changes_kind_idx").on(table.entity, table.epoch, table.tx, table.seq),
    index("changes_verb_idx").on(table.verb, table.epoch, table.tx, table.seq),
    index("changes_client_id_idx").on(table.clientId, table.entity, table.epoch, table.tx, table.seq),
    index("changes_campaign_id_idx").on(table.campaignId, table.entity, table.epoch, table.tx, table.seq),
    index("changes_actor_id_idx").on(table.actorId, table.epoch, table.tx, table.seq),
    index("changes_at_idx").on(table.at),
  ],
)

/** The stored answer of a mutation, kept a day, so that a retry after a lost answer has no second effect. */
export const idempotencyKeys = pgTable(
  "idempotency_keys",
  {
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    key: text("key").notNull(),
    /** HMAC-SHA-256 of procedure and input, for an input may be a password: the same key with another body is refused. */
    bodyHash: text("body_hash").notNull(),
    answer: jsonb("answer"),
    createdAt: instant("created_at").notNull().default(sql`now()`),
  },
  (table) => [
    primaryKey({ columns: [table.userId, table.key] }),
    index("idempotency_keys_created_at_idx").on(table.createdAt),
  ],
)
