"use client"

import { createContext, useContext } from "react"

/** What the frame can do for a page. */
export interface Frame {
  openPalette: () => void
  openKeys: () => void
}

export const FrameContext = createContext<Frame | null>(null)

/** The frame around the page. */
export function useFrame(): Frame {
  const frame = useContext(FrameContext)
  if (frame === null) throw new Error("useFrame is used outside Shell.")
  return frame
}
