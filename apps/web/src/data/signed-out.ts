"use client"

let leaving = false
let over = false

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
  over = true
  // A full load that takes the page's place: nothing that it showed stays in memory, and "back" does not bring it again.
  window.location.replace(`/sign-in?next=${encodeURIComponent(pathname + search)}`)
}

/** Whether the page is on its way to sign-in: then nothing may hold it, for it shows what is no longer theirs to see. */
export const isSessionOver = (): boolean => over
