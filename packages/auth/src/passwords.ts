import { availableParallelism } from "node:os"
import { hash, verify } from "@node-rs/argon2"

/**
 * argon2id, 19 MiB, two passes, one lane: the first of OWASP's choices (Password Storage Cheat Sheet). About 11 ms a
 * hash, on a thread of its own.
 */
const parameters = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const
const current = "$argon2id$v=19$m=19456,t=2,p=1$"

/** Hashes that one process works on at once: a flood of sign-ins leaves a core to whatever else it does. */
const atOnce = Math.max(1, availableParallelism() - 1)
let working = 0
const waiting: (() => void)[] = []

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (working < atOnce) working++
  else await new Promise<void>((turn) => waiting.push(turn))
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next === undefined) working--
    else next()
  }
}

/** A hash that no password has, worked through for accounts that do not exist, so that the time tells nothing. */
let nobody: Promise<string> | undefined

/** Unicode has several spellings of one character, and keyboards differ (NIST SP 800-63B, 5.1.1.2). */
const spelled = (password: string) => password.normalize("NFKC")

/** The argon2id hash of a password, in PHC form. */
export const hashPassword = (password: string): Promise<string> =>
  inTurn(() => hash(spelled(password), parameters))

/**
 * Whether this is the password. `stored` is null for an account that does not exist or has no password; that takes as
 * long and answers false.
 */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  nobody ??= hash(crypto.randomUUID(), parameters)
  const known = stored ?? (await nobody)
  const matches = await inTurn(() => verify(known, spelled(password)))
  return stored !== null && matches
}

/** Whether a hash was made with other parameters than today's; hash the password again when it was just verified. */
export const needsRehash = (stored: string): boolean => !stored.startsWith(current)
