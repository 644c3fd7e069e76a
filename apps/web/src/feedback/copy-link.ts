"use client"

import { done } from "./undo"

/** Puts the whole address of a page into the clipboard, and says so. */
export async function copyLink(path: string): Promise<void> {
  await navigator.clipboard.writeText(window.location.origin + path)
  done("Link copied")
}
