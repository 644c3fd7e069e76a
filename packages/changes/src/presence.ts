import { randomUUID } from "node:crypto"
import { connectRedis, orWithout, type Redis } from "@alphas/db/redis"

/** Where somebody is, as they said it last. */
export interface Mark {
  personId: string
  name: string
  /** Null when they look at no client. */
  clientId: string | null
}

interface Timed extends Mark {
  /** Milliseconds of the epoch after which nobody believes it any more. */
  until: number
}

export interface PresenceOptions {
  /** Null without Redis: then a process knows of its own sockets only. */
  redisUrl: string | null
  /** Milliseconds between two confirmations of each mark. */
  beatEvery?: number
  /** Milliseconds that a mark outlives its end, so that going from page to page does not flicker. */
  grace?: number
}

const channel = "alphas_presence"
const hash = "alphas:presence"

/**
 * Who is online and on which client, across the processes that share a Redis. A mark lasts as long as the subscription
 * that made it; when a process dies its marks run out by themselves.
 */
export class PresenceBoard {
  private readonly own = new Map<string, Mark>()
  private others = new Map<string, Timed>()
  private readonly listeners = new Set<() => void>()
  private readonly process = randomUUID()
  private readonly redis: Redis | null
  private readonly subscriber: Redis | null
  private readonly beating: NodeJS.Timeout
  private readonly beatEvery: number
  private readonly grace: number
  private made = 0
  private reading: Promise<void> | undefined
  private readAgain = false

  constructor({ redisUrl, beatEvery = 15_000, grace = 2_000 }: PresenceOptions) {
    this.beatEvery = beatEvery
    this.grace = grace
    this.redis = redisUrl === null ? null : connectRedis(redisUrl)
    this.subscriber = redisUrl === null ? null : connectRedis(redisUrl)
    this.subscriber?.on("message", () => this.read())
    this.subscriber?.on("ready", () => {
      this.subscriber?.subscribe(channel).then(
        () => this.beat(),
        () => {
          // Redis went away again; its next "ready" comes back here.
        },
      )
    })
    this.beating = setInterval(() => void this.beat(), beatEvery)
  }

  /** Somebody is here, until `leave` and a moment more. */
  enter(mark: Mark): { leave(): void } {
    const key = `${this.process}:${++this.made}`
    this.own.set(key, mark)
    this.tell()
    void this.write(new Map([[key, mark]]))
    let left = false
    return {
      leave: () => {
        if (left) return
        left = true
        setTimeout(() => this.remove(key), this.grace).unref()
      },
    }
  }

  /** Everybody's marks; a person with several pages open has several. */
  now(): Mark[] {
    const present = Date.now()
    return [...this.own.values(), ...[...this.others.values()].filter((mark) => mark.until > present)]
  }

  /** Calls `listener` when a mark was made, changed or ended. */
  onChange(listener: () => void): () => void {
    this.listeners.add(listener)
    return () => void this.listeners.delete(listener)
  }

  async close(): Promise<void> {
    clearInterval(this.beating)
    const keys = [...this.own.keys()]
    this.own.clear()
    if (keys.length > 0) await orWithout(this.redis, (redis) => redis.hdel(hash, ...keys), 0)
    await orWithout(this.redis, (redis) => redis.publish(channel, ""), 0)
    this.redis?.disconnect()
    this.subscriber?.disconnect()
  }

  private remove(key: string): void {
    if (!this.own.delete(key)) return
    this.tell()
    void orWithout(this.redis, (redis) => redis.hdel(hash, key), 0).then(() => this.publish())
  }

  private async beat(): Promise<void> {
    await this.write(this.own)
    this.read()
  }

  private async write(marks: ReadonlyMap<string, Mark>): Promise<void> {
    if (marks.size === 0) return
    const until = Date.now() + this.beatEvery * 2.5
    const fields = [...marks].flatMap(([key, mark]) => [key, JSON.stringify({ ...mark, until })])
    await orWithout(
      this.redis,
      // All in one go: the marks end with the last process, whatever becomes of it.
      (redis) =>
        redis
          .multi()
          .hset(hash, ...fields)
          .pexpire(hash, this.beatEvery * 4)
          .publish(channel, "")
          .exec(),
      null,
    )
  }

  private publish(): Promise<unknown> {
    return orWithout(this.redis, (redis) => redis.publish(channel, ""), 0)
  }

  /** Reads what the others say; many calls at once cost two reads at the most. */
  private read(): void {
    if (this.reading !== undefined) {
      this.readAgain = true
      return
    }
    this.reading = this.readOthers().finally(() => {
      this.reading = undefined
      if (!this.readAgain) return
      this.readAgain = false
      this.read()
    })
  }

  private async readOthers(): Promise<void> {
    const fields = await orWithout(this.redis, (redis) => redis.hgetall(hash), null)
    if (fields === null) return
    const present = Date.now()
    const ended: string[] = []
    const others = new Map<string, Timed>()
    for (const [key, text] of Object.entries(fields)) {
      if (key.startsWith(`${this.process}:`)) continue
      const mark = JSON.parse(text) as Timed // what `write` of a process like this one wrote
      if (mark.until > present) others.set(key, mark)
      else ended.push(key)
    }
    this.others = others
    this.tell()
    if (ended.length > 0) await orWithout(this.redis, (redis) => redis.hdel(hash, ...ended), 0)
  }

  private tell(): void {
    for (const listener of this.listeners) listener()
  }
}
