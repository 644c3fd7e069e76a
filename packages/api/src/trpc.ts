import { wayOf } from "@alphas/auth/identity"
import { visibleTo } from "@alphas/db/visible"
import { may, type Permission, permissions, tokenScopeLabels, ways } from "@alphas/domain/permissions"
import { plainWords } from "@alphas/domain/plain-words"
import {
  initTRPC,
  type TRPCMutationProcedure,
  type TRPCQueryProcedure,
  type TRPCSubscriptionProcedure,
  type TrackedEnvelope,
} from "@trpc/server"
import * as z from "zod"
import type { Context, Mutating, SignedIn, Writing } from "./context"
import { shapeError } from "./error-shape"
import { Refusal } from "./refusal"
import { transact } from "./transact"

/** What a procedure says of itself; the tests walk the router by it. */
export type Meta =
  | { kind: "query" | "mutation" | "live"; permission: Permission }
  | { kind: "open"; why: string }

// Whatever an input has no sentence of its own for is told in ours, not in those that zod has for programmers.
z.config({ customError: plainWords })

const t = initTRPC.context<Context>().meta<Meta>().create({ errorFormatter: shapeError })

export const router = t.router
export const createCaller = t.createCallerFactory

type Schema = z.ZodType

/** What a verb is called with. */
export interface Args<Ctx, S extends Schema> {
  ctx: Ctx
  input: z.output<S>
}
export type QueryArgs<S extends Schema> = Args<SignedIn, S>
export type MutationArgs<S extends Schema> = Args<Mutating, S>
export type OpenArgs<S extends Schema> = Args<OpenContext, S>

/** A call that needs no session; what it writes goes through the same transaction and log. */
export interface OpenContext extends Context {
  transact: <Output>(work: (writing: Writing) => Promise<Output>) => Promise<Output>
}

type Query<S extends Schema, Output> = TRPCQueryProcedure<{ input: z.input<S>; output: Output; meta: Meta }>
type Mutation<S extends Schema, Output> = TRPCMutationProcedure<{
  input: z.input<S>
  output: Output
  meta: Meta
}>
type Subscription<S extends Schema, Output> = TRPCSubscriptionProcedure<{
  input: z.input<S>
  output: Output
  meta: Meta
}>

/** What a subscriber gets of an item: the envelope of a tracked one is opened on the way. */
type Received<Item> = Item extends TrackedEnvelope<infer Data> ? { id: string; data: Data } : Item

/** Refuses a caller who is not signed in, whose role lacks the permission, or whose token may only read. */
export function authorize(ctx: Context, permission: Permission, writes: boolean): SignedIn {
  const { identity } = ctx
  if (identity === null) throw new Refusal("unauthenticated", "Sign in first. Your session may have ended.")
  if (!may(identity.viewer.role, permission)) {
    throw new Refusal(
      "forbidden",
      `Your role does not have this permission: ${permissions[permission].label.toLowerCase()}.`,
    )
  }
  if (writes && !ways[wayOf(identity.via)].changes) {
    throw new Refusal("read_only_token", "This API token is read-only. Create one that can also write.")
  }
  if (writes && permission === "users.manage" && !ways[wayOf(identity.via)].people) {
    const sentence = `This API token cannot manage people. Create one with access "${tokenScopeLabels.manage_people}", or sign in.`
    throw new Refusal("forbidden", sentence)
  }
  return { ...ctx, identity, visible: visibleTo(identity.viewer, permission) }
}

const allowed = (kind: "query" | "mutation" | "live", permission: Permission) =>
  t.procedure
    .meta({ kind, permission })
    .use(({ ctx, next }) => next({ ctx: authorize(ctx, permission, kind === "mutation") }))

/** A read: signed in and permitted; `ctx.visible` narrows every row. */
export const query = (permission: Permission) => ({
  input: <S extends Schema>(schema: S) => ({
    query: <Output>(read: (args: QueryArgs<S>) => Promise<Output>) =>
      allowed("query", permission)
        .input(schema)
        // The builder cannot infer through a schema that is still a type parameter; these are its own types.
        .query(({ ctx, input }) =>
          read({ ctx: ctx as SignedIn, input: input as z.output<S> }),
        ) as unknown as Query<S, Output>,
  }),
})

/** A change: what `query` asks for, and one transaction, one idempotency key, the change log, a wake-up after commit. */
export const mutation = (permission: Permission) => ({
  input: <S extends Schema>(schema: S) => ({
    mutation: <Output>(write: (args: MutationArgs<S>) => Promise<Output>) =>
      allowed("mutation", permission)
        .input(schema)
        .mutation(({ ctx, input, path }) => {
          const signedIn = ctx as SignedIn // authorize made it so
          return transact(signedIn, { path, input }, (writing) =>
            write({ ctx: { ...signedIn, ...writing }, input: input as z.output<S> }),
          )
        }) as unknown as Mutation<S, Output>,
  }),
})

/** A subscription. */
export const live = (permission: Permission) => ({
  input: <S extends Schema>(schema: S) => ({
    subscription: <Item>(follow: (args: QueryArgs<S>) => AsyncIterable<Item>) =>
      allowed("live", permission)
        .input(schema)
        .subscription(({ ctx, input }) =>
          follow({ ctx: ctx as SignedIn, input: input as z.output<S> }),
        ) as unknown as Subscription<S, AsyncIterable<Received<Item>>>,
  }),
})

/** The short public list: needs no session, and says why. A test holds the list. */
export const open = (why: string) => ({
  input: <S extends Schema>(schema: S) => {
    const procedure = t.procedure.meta({ kind: "open", why }).input(schema)
    const opened = (ctx: Context, path: string, input: unknown): OpenContext => ({
      ...ctx,
      transact: (work) => transact(ctx, { path, input }, work),
    })
    return {
      query: <Output>(read: (args: OpenArgs<S>) => Promise<Output>) =>
        procedure.query(({ ctx, input, path }) =>
          read({ ctx: opened(ctx as Context, path, input), input: input as z.output<S> }),
        ) as unknown as Query<S, Output>,
      mutation: <Output>(write: (args: OpenArgs<S>) => Promise<Output>) =>
        procedure.mutation(({ ctx, input, path }) =>
          write({ ctx: opened(ctx as Context, path, input), input: input as z.output<S> }),
        ) as unknown as Mutation<S, Output>,
    }
  },
})
