import punycode from "punycode/punycode.js"

/** A label of a host's name in ASCII (RFC 1123, 2.1): letters, digits and hyphens, no hyphen first or last. */
const label = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
const asciiHost = new RegExp(`^(?=.{1,253}$)${label}(?:\\.${label})*$`)

/**
 * A host's name in one spelling: lower case, international ones in their own letters, so that `xn--mller-kva.de` and
 * `MÜLLER.de` are both `müller.de` (UTS 46, as browsers map names). Null for what is no host's name.
 */
export function hostName(text: string): string | null {
  const lower = text.toLowerCase()
  if (/^[a-z0-9.-]*$/.test(lower) && !/(^|\.)xn--/.test(lower)) return asciiHost.test(lower) ? lower : null
  if (!/^[\p{L}\p{N}\p{M}.-]+$/u.test(lower) || !URL.canParse(`http://${lower}`)) return null
  const ascii = new URL(`http://${lower}`).hostname
  return asciiHost.test(ascii) ? punycode.toUnicode(ascii) : null
}

/** Bare host of an address as people paste it: `https://www.Example.com/about` gives `example.com`; `null` if none. */
export function domainOf(address: string): string | null {
  const host = hostName(
    address
      .trim()
      .replace(/^[a-z][a-z0-9+.-]*:\/\//i, "")
      .replace(/^[^/?#]*@/, "")
      .replace(/[/?#].*$/, "")
      .replace(/:\d+$/, "")
      .replace(/\.$/, "")
      .replace(/^www\./i, ""),
  )
  return host?.includes(".") ? host : null
}
