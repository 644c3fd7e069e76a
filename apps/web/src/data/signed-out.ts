"use client"

let leaving = false

/** Say `true` when the person signs out by themselves: that calls fail is what they want; `false` when it failed. */
export function expectSignOut(expected: boolean): void {
  leaving = expected
}

/** The session is over, and nobody asked for it: sign in again and come back here. */
export function openSignIn(): void {
  if (typeof window === "undefined" || leaving) return
  const { pathname, search } = window.location
  if (pathname.startsWith("/sign-in")) return
  leaving = true
  window.location.assign(`/sign-in?next=${encodeURIComponent(pathname + search)}`)
}
