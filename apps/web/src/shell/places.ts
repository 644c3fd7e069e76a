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

/** Whether the page that is open lies in this place. */
export function useIsHere(): (place: Place) => boolean {
  const path = usePathname()
  return (place) => path === place.href || path.startsWith(`${place.href}/`)
}
