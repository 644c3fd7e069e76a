import { isIPv6 } from "node:net"
import type { Redis } from "@alphas/db/redis"
import type { Environment } from "@alphas/domain/environment"
import { allowed, type BucketSize, LocalBuckets, type Verdict } from "./bucket"
import { type GeneralLimit, generalLimit } from "./general-limit"
import { KnownDevices } from "./known-device"
import { Places } from "./places"
import { sha256 } from "./secrets"
import { type LimitStore, limitStore, SharedBuckets } from "./shared-buckets"

const second = 1000
const minute = 60 * second

/** Every limit on guessing and on email, in one place. What succeeds is given back, so only failures count. */
const sizes = {
  /** Failures from one address (an IPv6 /64), whatever the accounts: an office shares one. */
  address: { capacity: 100, refill: 1, interval: 6 * second },
  /** Failures on one account from one address that is not a known device. */
  accountAtAddress: { capacity: 10, refill: 1, interval: 60 * second },
  /** Failures on one account from all unknown devices together. */
  account: { capacity: 40, refill: 1, interval: 15 * second },
  /** Failures on one account in one browser that is known for it. */
  knownDevice: { capacity: 10, refill: 1, interval: 30 * second },
  /** Wrong codes of the second factor on one account, whatever browser they come from: a million of them are to be tried. */
  code: { capacity: 10, refill: 1, interval: 5 * minute },
  /** Passwords and codes that somebody who is signed in confirms something with. */
  confirmation: { capacity: 10, refill: 1, interval: 60 * second },
  /** Emails that strangers can cause to one recipient. */
  mailTo: { capacity: 5, refill: 1, interval: 12 * minute },
  /** Emails that one address can cause. */
  mailFrom: { capacity: 30, refill: 1, interval: 2 * minute },
} satisfies Record<string, BucketSize>

/** Calls without a session that one network has at once in one process: an office that signs in needs no more. */
const strangersAtOnce = 10

/** One try to sign in. */
export interface Attempt {
  email: string
  address: string
  cookies: string
}

/** An attempt that was let through. It counts as a failure until `succeeded` is called. */
export interface Admission extends Verdict {
  succeeded(): Promise<void>
}

export interface Limits {
  /**
   * Whether a caller may make so many more calls: a person by their id, who is not signed in by the address (an IPv6
   * /64). Generous: 1,200 at once, 60 a second in the long run. Nearly always answered without asking Redis.
   */
  general(caller: { id: string | undefined; address: string }, calls?: number): Promise<Verdict>
  /** The calls that run in this process for callers without a session, by `networkOf` their address: ten at once. */
  strangers: Places
  /** Whether a password or code may be tried. Ask before looking at the account, known or not. */
  signIn(attempt: Attempt): Promise<Admission>
  /** Whether a code of the second factor may be tried at sign-in, by somebody who knows the password. */
  code(userId: string): Promise<Admission>
  /** Whether somebody who is signed in may try a password or code to confirm something. */
  confirmation(userId: string): Promise<Admission>
  /** Whether this address may cause an email, and whether this recipient may get one more. */
  email(from: string, to: string): Promise<{ from: Verdict; to: Verdict }>
  /** A `Set-Cookie` header by which the caller's browser is known for the account: after a sign-in, or a reset. */
  rememberDevice(cookies: string, email: string): string
}

/**
 * Limits that slow an attacker and do not let him lock the owner out.
 *
 * Guesses from one address empty that address's share of the account long before the account's own bucket. Guesses from
 * many addresses empty the bucket that all unknown devices share; a browser in which the owner has signed in before
 * has one of its own, and a reset by email makes any browser such a one.
 *
 * They never fail open. Each process counts in its own buckets and, where Redis (or Upstash) can be reached, in those
 * that all processes share; either may refuse.
 */
export function createLimits({
  redis,
  environment,
}: {
  redis: Redis | null
  environment: Environment
}): Limits {
  const store = limitStore(redis, environment)
  const devices = new KnownDevices(environment)
  const guard = <Name extends keyof typeof sizes>(name: Name) => new Guard(store, name, sizes[name])
  const address = guard("address")
  const accountAtAddress = guard("accountAtAddress")
  const account = guard("account")
  const knownDevice = guard("knownDevice")
  const code = guard("code")
  const confirmation = guard("confirmation")
  const mailTo = guard("mailTo")
  const mailFrom = guard("mailFrom")
  const general: GeneralLimit = generalLimit(store)
  return {
    general: ({ id, address }, calls = 1) => general.take(id ?? networkOf(address), calls),
    strangers: new Places(strangersAtOnce),
    signIn({ email, address: from, cookies }) {
      const who = sha256(email)
      const device = devices.recognise(cookies, email)
      if (device !== null) return admit([[knownDevice, device]])
      const network = networkOf(from)
      return admit([
        [address, network],
        [accountAtAddress, `${who}:${network}`],
        [account, who],
      ])
    },
    code: (userId) => admit([[code, userId]]),
    confirmation: (userId) => admit([[confirmation, userId]]),
    async email(from, to) {
      const sender = await mailFrom.take(networkOf(from))
      return { from: sender, to: sender.allowed ? await mailTo.take(sha256(to)) : sender }
    },
    rememberDevice: (cookies, email) => devices.remember(cookies, email),
  }
}

/** One limit, counted here and where all processes count. */
class Guard {
  private readonly local: LocalBuckets
  private readonly shared: SharedBuckets | null

  constructor(store: LimitStore | null, name: string, size: BucketSize) {
    this.local = new LocalBuckets(size)
    this.shared = store && new SharedBuckets(store, name, size)
  }

  async take(key: string): Promise<Verdict> {
    const here = this.local.take(key)
    if (!here.allowed) return here
    return (await this.shared?.take(key)) ?? allowed
  }

  async giveBack(key: string): Promise<void> {
    this.local.giveBack(key)
    await this.shared?.giveBack(key)
  }
}

/** Takes from each in turn and stops at the first that refuses: an address that is used up takes nothing from the account. */
async function admit(doors: [Guard, string][]): Promise<Admission> {
  for (const [guard, key] of doors) {
    const verdict = await guard.take(key)
    if (!verdict.allowed) return { ...verdict, succeeded: async () => undefined }
  }
  return {
    ...allowed,
    succeeded: async () => {
      await Promise.all(doors.map(([guard, key]) => guard.giveBack(key)))
    },
  }
}

/** What counts as one address: an IPv4 address, or the /64 that an IPv6 subscriber gets. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (mapped !== undefined) return mapped
  const bare = address.split("%")[0] ?? ""
  if (!isIPv6(bare)) return address
  const [head = "", tail] = new URL(`http://[${bare}]`).hostname.slice(1, -1).split("::")
  const groups = head === "" ? [] : head.split(":")
  const after = tail === undefined || tail === "" ? [] : tail.split(":")
  const zeros = tail === undefined ? [] : new Array<string>(8 - groups.length - after.length).fill("0")
  return `${[...groups, ...zeros, ...after].slice(0, 4).join(":")}::/64`
}
