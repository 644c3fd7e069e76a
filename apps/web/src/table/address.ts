/** What a list keeps in its address: texts, lists of texts, and numbers, by the name they have there. */
export type Address = Record<string, string | number | readonly string[] | null>

type Search = Pick<URLSearchParams, "get" | "getAll" | "has">

/**
 * Reads a list's state from the address, where it says something else than the standard. The server reads the same
 * for the first screen. Whoever uses a value as an enum checks it: anybody can write an address.
 */
export function readAddress<State extends Address>(standard: State, search: Search): State {
  const entries = Object.entries(standard).map(([name, value]) => {
    if (!search.has(name)) return [name, value]
    if (Array.isArray(value)) return [name, search.getAll(name).filter((each) => each !== "")]
    const text = search.get(name) ?? ""
    if (typeof value !== "number") return [name, text]
    const number = Number(text)
    return [name, Number.isSafeInteger(number) && number > 0 ? number : value]
  })
  // The same names with values of the same types.
  return Object.fromEntries(entries) as State
}

/** The query string (with its `?`, or empty) that says how the state differs from the standard. */
export function writeAddress<State extends Address>(standard: State, state: State): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(state)) {
    if (JSON.stringify(value) === JSON.stringify(standard[name])) continue
    if (Array.isArray(value)) for (const each of value.length > 0 ? value : [""]) search.append(name, each)
    else if (value !== null) search.set(name, String(value))
  }
  const text = search.toString()
  return text === "" ? "" : `?${text}`
}
