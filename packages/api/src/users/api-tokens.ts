import { apiToken } from "@alphas/auth/tokens"
import { createdFields } from "@alphas/changes/record"
import { apiTokens, users } from "@alphas/db/schema/users"
import type { ById } from "@alphas/domain/ids"
import { may, ways } from "@alphas/domain/permissions"
import type { ApiToken, NewToken } from "@alphas/domain/users/dto"
import type { NewApiToken } from "@alphas/domain/users/input"
import { and, desc, eq, isNull, type SQL, sql } from "drizzle-orm"
import type { Mutating, SignedIn } from "../context"
import { invalidField, notFound, Refusal } from "../refusal"
import type { MutationArgs, QueryArgs } from "../trpc"
import { needsRecentProof, ownSession } from "./proof"

const day = 24 * 60 * 60 * 1000
/** API tokens that a person may have at the most. */
const tokensAtMost = 50

const shown = {
  id: apiTokens.id,
  name: apiTokens.name,
  prefix: apiTokens.prefix,
  scope: apiTokens.scope,
  createdAt: apiTokens.createdAt,
  expiresAt: apiTokens.expiresAt,
  lastUsedAt: apiTokens.lastUsedAt,
}

/** One's own API tokens, the newest first; also those that have expired, until they are revoked. */
export async function listTokens({ ctx }: { ctx: SignedIn }): Promise<ApiToken[]> {
  return ctx.db
    .select(shown)
    .from(apiTokens)
    .where(and(ctx.visible.apiTokens(), isNull(apiTokens.revokedAt)))
    .orderBy(desc(apiTokens.createdAt), desc(apiTokens.id))
}

/** The API tokens of somebody else, for an admin. */
export async function listTokensOf({ ctx, input }: QueryArgs<typeof ById>): Promise<ApiToken[]> {
  return ctx.db
    .select(shown)
    .from(apiTokens)
    .innerJoin(users, and(eq(users.id, apiTokens.userId), ctx.visible.users()))
    .where(
      and(
        sql`/* visible api_tokens: through their person */ ${eq(apiTokens.userId, input.id)}`,
        isNull(apiTokens.revokedAt),
      ),
    )
    .orderBy(desc(apiTokens.createdAt), desc(apiTokens.id))
}

/**
 * A new API token, with its secret, which is shown this once.
 * @throws Refusal `confirmation_required`, `forbidden` for an API token, `limit` for the fifty-first, `invalid` at `scope` beyond one's own role.
 */
export async function createToken({ ctx, input }: MutationArgs<typeof NewApiToken>): Promise<NewToken> {
  await needsRecentProof(ctx)
  ctx.answerOnce()
  const { id: userId } = ctx.identity.viewer
  const { secret, hash, prefix } = apiToken()
  const mine = await ctx.tx
    .select({ id: apiTokens.id })
    .from(apiTokens)
    .where(and(ctx.visible.apiTokens(), isNull(apiTokens.revokedAt)))
    .limit(tokensAtMost)
  if (mine.length === tokensAtMost) {
    throw new Refusal("limit", `You have ${tokensAtMost} API tokens. Revoke one that you no longer use.`)
  }
  const { name, scope } = input
  if (ways[scope].people && !may(ctx.identity.viewer.role, "users.manage")) {
    throw invalidField("scope", "Your role does not include managing people. Choose another scope.")
  }
  const expiresAt = new Date(Date.now() + input.days * day).toISOString()
  const [token] = await ctx.tx
    .insert(apiTokens)
    .values({ userId, name, scope, prefix, hash, expiresAt })
    .returning(shown)
  if (!token) throw new Error("The insert returned no row.")
  ctx.record({
    entity: "api_token",
    id: token.id,
    people: [userId],
    fields: createdFields({ name, scope, prefix, expiresAt }),
  })
  return { token, secret }
}

/** Takes one of one's own API tokens out of use. A token may do so for itself. @throws Refusal `not_found`. */
export async function revokeToken({ ctx, input }: MutationArgs<typeof ById>): Promise<null> {
  const { via } = ctx.identity
  if (via.kind === "token" && via.id !== input.id) ownSession(ctx)
  return revoke(ctx, input.id, ctx.visible.apiTokens())
}

/** Takes somebody's API token out of use, for an admin. @throws Refusal `not_found`. */
export async function revokeTokenOf({ ctx, input }: MutationArgs<typeof ById>): Promise<null> {
  const ofVisiblePerson = sql`/* visible api_tokens: through their person */ exists (
    select from ${users} where ${users.id} = ${apiTokens.userId} and ${ctx.visible.users()})`
  return revoke(ctx, input.id, ofVisiblePerson)
}

async function revoke(ctx: Mutating, id: string, visible: SQL): Promise<null> {
  const [revoked] = await ctx.tx
    .update(apiTokens)
    .set({ revokedAt: sql`now()` })
    .where(and(eq(apiTokens.id, id), isNull(apiTokens.revokedAt), visible))
    .returning({ userId: apiTokens.userId, hash: apiTokens.hash, name: apiTokens.name })
  if (!revoked) throw notFound("API token")
  ctx.record({
    entity: "api_token",
    id,
    people: [revoked.userId],
    fields: { name: { before: revoked.name }, revoked: { after: true } },
  })
  await ctx.services.auth.sessions.endTokens(ctx.tx, [revoked.hash])
  return null
}
