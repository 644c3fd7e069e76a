"use client"

import Link from "next/link"
import classes from "./bottom-bar.module.css"
import type { Place } from "./navigation"
import { useIsHere } from "./places"

/** The navigation of a phone, where a thumb reaches it. */
export function BottomBar({ places }: { places: Place[] }) {
  const isHere = useIsHere()
  return (
    <nav className={classes.bar} aria-label="Main">
      {places.map((place) => (
        <Link
          key={place.href}
          className={classes.place}
          href={place.href}
          aria-current={isHere(place) ? "page" : undefined}
        >
          <place.icon size={20} stroke={1.6} aria-hidden />
          {place.label}
        </Link>
      ))}
    </nav>
  )
}
