import { createHash, randomUUID } from "node:crypto"
import { initTRPC, TRPCError } from "@trpc/server"
import { createHTTPServer } from "@trpc/server/adapters/standalone"
import { and, asc, eq, gt, isNull, sql } from "drizzle-orm"
import { boolean, integer, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core"
import { drizzle } from "drizzle-orm/postgres-js"
import postgres from "postgres"
import superjson from "superjson"
import * as z from "zod"

// What most people build with the same parts: tRPC's standalone adapter, superjson, Drizzle queries built for each
// call, dates as Date, one look at the session. Same rows, same plan; creating only inserts.

const [port, databaseUrl = ""] = process.argv.slice(2)
const db = drizzle(postgres(databaseUrl, { max: 10 }))

const date = (name: string) => timestamp(name, { withTimezone: true })
const users = pgTable("users", {
  id: uuid("id").primaryKey(),
  name: text("name").notNull(),
  disabledAt: date("disabled_at"),
})
const sessions = pgTable("sessions", {
  idHash: text("id_hash").primaryKey(),
  userId: uuid("user_id").notNull(),
  expiresAt: date("expires_at").notNull(),
  endsAt: date("ends_at").notNull(),
})
const clients = pgTable("clients", {
  id: uuid("id").primaryKey(),
  name: text("name").notNull(),
  status: text("status").notNull(),
  industry: text("industry"),
  website: text("website"),
  domain: text("domain"),
  email: text("email"),
  phone: text("phone"),
  city: text("city"),
  country: text("country"),
  currency: text("currency").notNull(),
  tags: text("tags").array().notNull(),
  ownerId: uuid("owner_id"),
  createdBy: uuid("created_by"),
  archivedAt: date("archived_at"),
  deletedAt: date("deleted_at"),
  createdAt: date("created_at").notNull().defaultNow(),
  updatedAt: date("updated_at").notNull().defaultNow(),
  version: integer("version").notNull().default(1),
})
const contacts = pgTable("contacts", {
  id: uuid("id").primaryKey(),
  clientId: uuid("client_id").notNull(),
  name: text("name").notNull(),
  email: text("email"),
  isPrimary: boolean("is_primary").notNull(),
  deletedAt: date("deleted_at"),
})

const t = initTRPC.context<{ userId: string | null }>().create({ transformer: superjson })

const signedIn = t.procedure.use(({ ctx, next }) => {
  if (ctx.userId === null) throw new TRPCError({ code: "UNAUTHORIZED" })
  return next({ ctx: { userId: ctx.userId } })
})

const byName = sql<string>`lower(${clients.name})`

const list = signedIn
  .input(z.object({ limit: z.number().int().min(1).max(200).default(25) }))
  .query(async ({ input }) => {
    const page = db
      .select()
      .from(clients)
      .where(and(isNull(clients.deletedAt), isNull(clients.archivedAt)))
      .orderBy(asc(byName), asc(clients.id))
      .limit(input.limit + 1)
      .as("page")
    const found = await db
      .select({
        id: page.id,
        name: page.name,
        status: page.status,
        industry: page.industry,
        website: page.website,
        domain: page.domain,
        email: page.email,
        phone: page.phone,
        city: page.city,
        country: page.country,
        currency: page.currency,
        tags: page.tags,
        version: page.version,
        archivedAt: page.archivedAt,
        createdAt: page.createdAt,
        updatedAt: page.updatedAt,
        owner: { id: users.id, name: users.name },
        primaryContact: { id: contacts.id, name: contacts.name, email: contacts.email },
      })
      .from(page)
      .leftJoin(users, eq(users.id, page.ownerId))
      .leftJoin(contacts, and(eq(contacts.clientId, page.id), contacts.isPrimary, isNull(contacts.deletedAt)))
      .orderBy(asc(sql`lower(${page.name})`), asc(page.id))
    const items = found.slice(0, input.limit)
    const last = found.length > input.limit ? items.at(-1) : undefined
    return { items, nextCursor: last === undefined ? null : [last.name.toLowerCase(), last.id], total: null }
  })

const create = signedIn
  .input(
    z.object({
      name: z.string().min(1).max(200),
      status: z.string(),
      website: z.url(),
      email: z.email(),
      phone: z.string(),
      city: z.string(),
      country: z.string().length(2),
      currency: z.string().length(3),
      tags: z.array(z.string()),
    }),
  )
  .mutation(async ({ ctx, input }) => {
    const [row] = await db
      .insert(clients)
      .values({
        ...input,
        id: randomUUID(),
        domain: new URL(input.website).hostname.replace(/^www\./, ""),
        ownerId: ctx.userId,
        createdBy: ctx.userId,
      })
      .returning({ id: clients.id, version: clients.version })
    return row
  })

createHTTPServer({
  router: t.router({ clients: t.router({ list, create }) }),
  createContext: async ({ req }) => {
    const secret = /alphas_session=([^;]+)/.exec(req.headers.cookie ?? "")?.[1] ?? ""
    const now = new Date()
    const [session] = await db
      .select({ userId: users.id })
      .from(sessions)
      .innerJoin(users, and(eq(users.id, sessions.userId), isNull(users.disabledAt)))
      .where(
        and(
          eq(sessions.idHash, createHash("sha256").update(secret).digest("hex")),
          gt(sessions.expiresAt, now),
          gt(sessions.endsAt, now),
        ),
      )
    return { userId: session?.userId ?? null }
  },
}).listen(Number(port), "127.0.0.1")
