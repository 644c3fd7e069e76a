import { createHash, hkdfSync, randomBytes } from "node:crypto"

/** SHA-256 in hex: how every random secret is stored. Enough where the secret has 256 random bits; never for passwords. */
export const sha256 = (secret: string): string => createHash("sha256").update(secret).digest("hex")

/** 256 random bits in base64url, 43 characters. */
export const randomSecret = (): string => randomBytes(32).toString("base64url")

/**
 * A 32-byte key for one purpose, drawn from ALPHAS_SECRET (HKDF, RFC 5869): what is learned about one key says nothing
 * about another.
 */
export const deriveKey = (secret: string, purpose: string): Buffer =>
  Buffer.from(hkdfSync("sha256", secret, "alphas", purpose, 32))
