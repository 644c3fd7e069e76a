import type { CSSProperties } from "react"

/** The least width of a table in pixels, as its style sheet takes it. */
export const tableWidth = (pixels: number): CSSProperties => {
  const style: Record<`--${string}`, string> = { "--table-width": `${pixels}px` }
  return style
}
