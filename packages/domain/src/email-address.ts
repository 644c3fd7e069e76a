import { hostName } from "./host"

/** `Dot-string` of RFC 5321, 4.1.2, with letters beyond ASCII as RFC 6531, 3.3 adds them. */
const atom = "[a-z0-9!#$%&'*+/=?^_`{|}~-]|[^\\p{ASCII}\\p{C}\\p{Z}]"
const dotString = new RegExp(`^(?:${atom})+(?:\\.(?:${atom})+)*$`, "u")
/** `Quoted-string` of the same place. */
const quotedString = /^"(?:[ !#-[\]-~]|[^\p{ASCII}\p{C}\p{Z}]|\\[ -~])*"$/u
const [localOctets, addressOctets] = [64, 254]

const octets = (text: string): number => new TextEncoder().encode(text).length

/**
 * An email address in one spelling: lower case, an international domain in its own letters. Null for what is none by
 * the syntax of RFC 5321, 4.1.2 and its sizes (4.5.3.1), which takes `test@io` and `"a b"@example.com`.
 */
export function emailAddress(text: string): string | null {
  const lower = text.toLowerCase()
  const at = lower.lastIndexOf("@")
  const [local, domain] = [lower.slice(0, Math.max(0, at)), lower.slice(at + 1)]
  if (!dotString.test(local) && !quotedString.test(local)) return null
  const host = domain.startsWith("[") ? addressLiteral(domain) : hostName(domain)
  if (host === null || octets(local) > localOctets) return null
  const address = `${local}@${host}`
  return octets(address) <= addressOctets ? address : null
}

/** `address-literal` of RFC 5321, 4.1.3: an IP address in brackets. */
function addressLiteral(domain: string): string | null {
  const ip = /^\[(?:ipv6:([0-9a-f:.]+)|((?:\d{1,3}\.){3}\d{1,3}))\]$/.exec(domain)
  if (ip?.[1] !== undefined) return URL.canParse(`http://[${ip[1]}]`) ? domain : null
  return ip?.[2]?.split(".").every((part) => Number(part) <= 255) ? domain : null
}
