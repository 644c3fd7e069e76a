import { createCipheriv, createDecipheriv, randomBytes, randomInt, timingSafeEqual } from "node:crypto"
import { generateSecret, generateSync, generateURI } from "otplib"
import { deriveKey, sha256 } from "./secrets"

/** Seconds of one code (RFC 6238, 5.2). */
const period = 30
const nonceBytes = 12
const tagBytes = 16

/** Letters and digits that are not taken for one another on paper. */
const alphabet = "abcdefghjkmnpqrstuvwxyz23456789"

/** How many recovery codes a person gets. */
export const recoveryCodeCount = 10

/**
 * The second factor: time-based codes (TOTP, RFC 6238: SHA-1, six digits, 30 seconds) and recovery codes. Secrets are
 * stored encrypted with AES-256-GCM under a key drawn from ALPHAS_SECRET, and bound to their person, so that a
 * row that is copied to another person does not open.
 */
export class SecondFactor {
  private readonly key: Buffer

  constructor(alphasSecret: string) {
    this.key = deriveKey(alphasSecret, "second factor")
  }

  /** A new secret in base32, as authenticator apps take it. */
  newSecret(): string {
    return generateSecret()
  }

  /** The `otpauth:` address that a page shows as a QR code. */
  address(secret: string, account: string, agencyName: string): string {
    return generateURI({ issuer: agencyName, label: account, secret })
  }

  /** Nonce, tag and ciphertext, for `users.totp_secret`. */
  encrypt(userId: string, secret: string): Uint8Array {
    const nonce = randomBytes(nonceBytes)
    const cipher = createCipheriv("aes-256-gcm", this.key, nonce).setAAD(Buffer.from(userId))
    const body = Buffer.concat([cipher.update(secret, "utf8"), cipher.final()])
    return Buffer.concat([nonce, cipher.getAuthTag(), body])
  }

  /** @throws when ALPHAS_SECRET is another one than when the secret was stored, or the row was tampered with. */
  decrypt(userId: string, stored: Uint8Array): string {
    const bytes = Buffer.from(stored)
    const decipher = createDecipheriv("aes-256-gcm", this.key, bytes.subarray(0, nonceBytes))
      .setAAD(Buffer.from(userId))
      .setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes))
    try {
      return (
        decipher.update(bytes.subarray(nonceBytes + tagBytes), undefined, "utf8") + decipher.final("utf8")
      )
    } catch (cause) {
      throw new Error(
        "A two-factor secret cannot be decrypted. Set ALPHAS_SECRET to the value it was encrypted with.",
        { cause },
      )
    }
  }

  /**
   * The time step of a code, at most one step (30 seconds) away from `now` and later than `lastStep`, the one that was
   * accepted last, so that a code is good once. Null for a code that is not good. The caller stores the step, and lets
   * only one of two racers do so.
   */
  stepOf(secret: string, code: string, lastStep: string | null, now = Date.now()): string | null {
    const digits = code.replace(/\s/g, "")
    if (!/^\d{6}$/.test(digits)) return null
    const current = Math.floor(now / 1000 / period)
    for (const step of [current, current - 1, current + 1]) {
      const expected = generateSync({ secret, epoch: step * period })
      const matches = timingSafeEqual(Buffer.from(expected), Buffer.from(digits))
      if (matches && (lastStep === null || step > Number(lastStep))) return String(step)
    }
    return null
  }

  /** Ten recovery codes, each good once, and what is stored of them. A code has 59 random bits. */
  newRecoveryCodes(userId: string): { code: string; hash: string }[] {
    return Array.from({ length: recoveryCodeCount }, () => {
      const letters = Array.from({ length: 12 }, () => alphabet[randomInt(alphabet.length)] ?? "").join("")
      const code = `${letters.slice(0, 4)}-${letters.slice(4, 8)}-${letters.slice(8)}`
      return { code, hash: this.recoveryHash(userId, code) }
    })
  }

  /** The stored form of a recovery code as somebody typed it. Keyed, for 59 bits could be tried out from a stolen table. */
  recoveryHash(userId: string, code: string): string {
    const letters = code.toLowerCase().replace(/[^a-z0-9]/g, "")
    return sha256(`${this.key.toString("hex")}:${userId}:${letters}`)
  }
}
