"use client"

import Link from "next/link"
import { type ComponentProps, useState } from "react"

/**
 * A link whose page is fetched when a pointer, a finger or the focus comes to it. By itself Next fetches all pages that
 * are in sight: of the navigation that is every place, with each page that is opened.
 */
export function NearLink({ onPointerEnter, onTouchStart, onFocus, ...props }: ComponentProps<typeof Link>) {
  const [near, setNear] = useState(false)
  // What stands around it, such as a tooltip, may listen for the same.
  const nearing =
    <Happened,>(also: ((event: Happened) => void) | undefined) =>
    (event: Happened) => {
      setNear(true)
      also?.(event)
    }
  return (
    <Link
      {...props}
      prefetch={near ? null : false}
      onPointerEnter={nearing(onPointerEnter)}
      onTouchStart={nearing(onTouchStart)}
      onFocus={nearing(onFocus)}
    />
  )
}
