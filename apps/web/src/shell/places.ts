"use client"

import { may } from "@alphas/domain/permissions"
import { usePathname } from "next/navigation"
import { useMe } from "../data/me"
import { type Place, places } from "./navigation"

/** The places that the signed-in person may go to. */
export function usePlaces(): Place[] {
  const { role } = useMe()
  return places.filter((place) => may(role, place.permission))
}

/** Whether the page that is open lies in this place; of places within each other it is the inner one. */
export function useIsHere(): (place: Place) => boolean {
  const path = usePathname()
  const within = ({ href }: Place) => path === href || path.startsWith(`${href}/`)
  const longest = Math.max(0, ...places.filter(within).map(({ href }) => href.length))
  return (place) => within(place) && place.href.length === longest
}
