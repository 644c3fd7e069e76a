"use client"

let leaving = false

/** Call it when the person signs out by themselves: that calls fail from now on is what they wanted. */
export function leave(): void {
  leaving = true
}

/** The session is over, and nobody asked for it: sign in again and come back here. */
export function openSignIn(): void {
  if (typeof window === "undefined" || leaving) return
  const { pathname, search } = window.location
  if (pathname.startsWith("/sign-in")) return
  leaving = true
  window.location.assign(`/sign-in?next=${encodeURIComponent(pathname + search)}`)
}
