/** By name: a word or a list of words. */
export type Preferences = Record<string, string | string[]>

export const preferencesCookie = "alphas_ui"

/** What the cookie holds; anything else than our own writing counts as nothing. */
export function readPreferences(cookie: string | undefined): Preferences {
  if (cookie === undefined) return {}
  try {
    const read: unknown = JSON.parse(decodeURIComponent(cookie))
    if (typeof read !== "object" || read === null) return {}
    return Object.fromEntries(
      Object.entries(read).filter(
        ([, value]) =>
          typeof value === "string" ||
          (Array.isArray(value) && value.every((each) => typeof each === "string")),
      ),
    )
  } catch {
    // Somebody edited the cookie by hand; the page starts from its defaults.
    return {}
  }
}

export const writePreferences = (preferences: Preferences): string =>
  encodeURIComponent(JSON.stringify(preferences))
