"use client"

import { createContext, type ReactNode, useCallback, useContext, useState } from "react"
import { type Preferences, preferencesCookie, writePreferences } from "./preferences-cookie"

interface Kept {
  values: Preferences
  set(name: string, value: string | string[]): void
}

const PreferencesContext = createContext<Kept | null>(null)

/** Holds what this browser remembers about how its owner likes the pages. The server reads it first. */
export function PreferencesProvider({ initial, children }: { initial: Preferences; children: ReactNode }) {
  const [values, setValues] = useState(initial)
  const set = useCallback((name: string, value: string | string[]) => {
    setValues((before) => {
      const after = { ...before, [name]: value }
      // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser yet.
      document.cookie = `${preferencesCookie}=${writePreferences(after)}; path=/; max-age=31536000; samesite=lax`
      return after
    })
  }, [])
  return <PreferencesContext value={{ values, set }}>{children}</PreferencesContext>
}

/**
 * A remembered preference: `const [hidden, setHidden] = usePreference("columns.clients", [])`. It lives in a cookie,
 * so the server draws the page as it was left.
 */
export function usePreference<Value extends string | string[]>(
  name: string,
  otherwise: Value,
): [Value, (value: Value) => void] {
  const kept = useContext(PreferencesContext)
  if (kept === null) throw new Error("usePreference is used outside PreferencesProvider.")
  const found = kept.values[name]
  const { set } = kept
  const change = useCallback((value: Value) => set(name, value), [name, set])
  // A cookie may hold anything; one of the other kind counts as none.
  const value =
    found !== undefined && Array.isArray(found) === Array.isArray(otherwise) ? (found as Value) : otherwise
  return [value, change]
}
