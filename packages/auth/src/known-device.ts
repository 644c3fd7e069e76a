import { createHmac, randomBytes, timingSafeEqual } from "node:crypto"
import type { Environment } from "@alphas/domain/environment"
import { readCookie } from "./cookies"
import { secureCookies } from "./lucia"
import { deriveKey } from "./secrets"

const cookieName = "alphas_device"
/** Accounts that one browser is known for at the most: people share computers. */
const accountsAtMost = 5
const lifeInSeconds = 180 * 24 * 60 * 60

/**
 * Browsers in which somebody has signed in to an account before, after OWASP's "device cookies": whoever guesses
 * passwords from elsewhere uses up the attempts of unknown devices, not those of the owner's own. The cookie signs
 * nobody in. It is a list of `nonce.signature`, one for each account, signed with a key drawn from ALPHAS_SECRET.
 */
export class KnownDevices {
  private readonly key: Buffer
  private readonly attributes: string

  constructor(environment: Environment) {
    this.key = deriveKey(environment.ALPHAS_SECRET, "known device")
    this.attributes = `Max-Age=${lifeInSeconds}; Path=/; HttpOnly; SameSite=Lax${secureCookies(environment) ? "; Secure" : ""}`
  }

  /** The name of this browser for the account; null where it is not known. */
  recognise(cookies: string, email: string): string | null {
    const entry = this.entries(cookies).find((each) => this.isFor(each, email))
    return entry?.split(".")[0] ?? null
  }

  /** A `Set-Cookie` header by which this browser will be known for the account, beside those it is known for. */
  remember(cookies: string, email: string): string {
    const nonce = randomBytes(16).toString("base64url")
    const others = this.entries(cookies).filter((each) => !this.isFor(each, email))
    const entries = [`${nonce}.${this.sign(nonce, email)}`, ...others].slice(0, accountsAtMost)
    return `${cookieName}=${entries.join("~")}; ${this.attributes}`
  }

  private entries(cookies: string): string[] {
    const value = readCookie(cookies, cookieName) ?? ""
    return value.split("~", accountsAtMost).filter((entry) => /^[\w-]{22}\.[\w-]{43}$/.test(entry))
  }

  private isFor(entry: string, email: string): boolean {
    const [nonce = "", signature = ""] = entry.split(".")
    return timingSafeEqual(Buffer.from(signature), Buffer.from(this.sign(nonce, email)))
  }

  private sign(nonce: string, email: string): string {
    return createHmac("sha256", this.key).update(`${nonce}\n${email}`).digest("base64url")
  }
}
