"use client"

import { useEffect, useState } from "react"

/**
 * The secret of a mailed link, from the fragment of its address (`#token=…` or `#…`), which browsers send to no
 * server. It is taken out of the address at once, so that neither history nor a copied address keeps it.
 * Undefined until the page runs in the browser; null when the link has none.
 */
export function useFragmentToken(): string | null | undefined {
  const [token, setToken] = useState<string | null | undefined>(undefined)
  useEffect(() => {
    const { hash, pathname, search } = window.location
    if (hash.length < 2) return setToken((before) => before ?? null)
    setToken(new URLSearchParams(hash.slice(1)).get("token") ?? decodeURIComponent(hash.slice(1)))
    window.history.replaceState(window.history.state, "", pathname + search)
  }, [])
  return token
}
