import { hash, verify } from "@node-rs/argon2"

/**
 * argon2id, 19 MiB, two passes, one lane: the first of OWASP's choices (Password Storage Cheat Sheet). About 11 ms a
 * hash, on a thread of its own.
 */
const parameters = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const
const current = "$argon2id$v=19$m=19456,t=2,p=1$"

/** A hash that no password has, worked through for accounts that do not exist, so that the time tells nothing. */
let nobody: Promise<string> | undefined

/** Unicode has several spellings of one character, and keyboards differ (NIST SP 800-63B, 5.1.1.2). */
const spelled = (password: string) => password.normalize("NFKC")

/** The argon2id hash of a password, in PHC form. */
export const hashPassword = (password: string): Promise<string> => hash(spelled(password), parameters)

/**
 * Whether this is the password. `stored` is null for an account that does not exist or has no password; that takes as
 * long and answers false.
 */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  nobody ??= hash(crypto.randomUUID(), parameters)
  const matches = await verify(stored ?? (await nobody), spelled(password))
  return stored !== null && matches
}

/** Whether a hash was made with other parameters than today's; hash the password again when it was just verified. */
export const needsRehash = (stored: string): boolean => !stored.startsWith(current)
