/**
 * Where to go after signing in: a path of these pages, or the start. An address of another site, in any of the
 * spellings that browsers understand (`//host`, `/\host`, a scheme, control characters), is not taken.
 */
export function nextPath(wanted: string | null | undefined): string {
  const start = "/clients"
  if (!wanted?.startsWith("/") || /[\p{Cc}\\]/u.test(wanted)) return start
  const here = "http://here.invalid"
  if (!URL.canParse(wanted, here)) return start
  const url = new URL(wanted, here)
  if (url.origin !== here || url.pathname.startsWith("//")) return start
  const path = url.pathname + url.search + url.hash
  return /^\/(sign-in|api\/|register|set-up)/.test(path) ? start : path
}
