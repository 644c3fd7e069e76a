import { isRedisAway, tellUnlessAway } from "@alphas/db/away"
import type { Redis } from "@alphas/db/redis"
import type { Environment } from "@alphas/domain/environment"
import { Ratelimit } from "@upstash/ratelimit"
import { Redis as UpstashRedis } from "@upstash/redis"
import { allowed, type BucketSize, type Verdict } from "./bucket"
import { QuickRedis } from "./quick-redis"

/** Asks the limiter, which may fail; the outcome is null when it cannot be reached in time. */
type Ask = <T>(command: () => Promise<T>) => Promise<T | null>

/** Where the limits of all processes are counted; null when there is no such place. */
export interface LimitStore {
  redis: ConstructorParameters<typeof Ratelimit>[0]["redis"]
  ask: Ask
}

/** Milliseconds that Upstash's REST service may take; it is asked over the internet. */
const restTimeout = 500

/** Upstash when its two variables are set, else our own Redis, else nothing. */
export function limitStore(redis: Redis | null, environment: Environment): LimitStore | null {
  const { UPSTASH_REDIS_REST_URL: url, UPSTASH_REDIS_REST_TOKEN: token } = environment
  if (url !== undefined && token !== undefined) {
    return {
      redis: new UpstashRedis({
        url,
        token,
        retry: false,
        enableAutoPipelining: false,
        enableTelemetry: false,
      }),
      ask: within(restTimeout),
    }
  }
  if (redis === null) return null
  const quick = new QuickRedis(redis)
  return {
    redis: overIoredis(redis),
    ask: async (command) => {
      const outcome = await quick.ask(command)
      return outcome.reached ? outcome.value : null
    },
  }
}

/**
 * The two commands that the limiter's scripts need, over ioredis, whose commands end after 50 ms and are never queued
 * while Redis is away. The limiter asks by hash first and sends the script when Redis does not have it.
 */
function overIoredis(redis: Redis): LimitStore["redis"] {
  const text = (values: unknown[]) => values.map((value) => String(value ?? ""))
  const commands = {
    eval: (script: string, keys: string[], args: unknown[]) =>
      redis.eval(script, keys.length, ...keys, ...text(args)),
    evalsha: (hash: string, keys: string[], args: unknown[]) =>
      redis.evalsha(hash, keys.length, ...keys, ...text(args)),
  }
  // The limiter's type names Upstash's whole client; its token bucket calls these two.
  return commands as unknown as LimitStore["redis"]
}

function within(milliseconds: number): Ask {
  return async (command) => {
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<null>((resolve) => {
      timer = setTimeout(resolve, milliseconds, null)
    })
    try {
      return await Promise.race([command().catch(countedHere), late])
    } finally {
      clearTimeout(timer)
    }
  }
}

/** A failure is an outcome here: the caller counts in its own process instead. */
function countedHere(error: unknown): null {
  const isAway = (one: unknown) =>
    isRedisAway(one) || (one instanceof TypeError && one.message === "fetch failed")
  tellUnlessAway(error, isAway, "A shared limit could not be counted")
  return null
}

/** Token buckets that all processes share, by @upstash/ratelimit. */
export class SharedBuckets {
  private readonly limiter: Ratelimit

  constructor(
    private readonly store: LimitStore,
    name: string,
    size: BucketSize,
  ) {
    this.limiter = new Ratelimit({
      redis: store.redis,
      prefix: `alphas:limit:${name}`,
      limiter: Ratelimit.tokenBucket(size.refill, `${size.interval} ms`, size.capacity),
      // The limiter lets everybody pass when its own time-out strikes, and its cache would not hear of refunds.
      timeout: 0,
      ephemeralCache: false,
      analytics: false,
    })
  }

  /**
   * Takes tokens; null when the store cannot be reached, and then nothing is decided.
   * A bucket can be overdrawn by taking several tokens: let capacity and refill be multiples of what is taken.
   */
  async take(key: string, tokens = 1): Promise<Verdict | null> {
    const answer = await this.store.ask(() => this.limiter.limit(key, { rate: tokens }))
    if (answer === null) return null
    if (answer.success) return allowed
    return { allowed: false, retryAfter: Math.max(1, Math.ceil((answer.reset - Date.now()) / 1000)) }
  }

  async giveBack(key: string, tokens = 1): Promise<void> {
    await this.store.ask(() => this.limiter.limit(key, { rate: -tokens }))
  }
}
