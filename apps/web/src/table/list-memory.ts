"use client"

import { useEffect, useSyncExternalStore } from "react"
import { type Address, writeAddress } from "./address"

/** Under this name the tab keeps how a list was left. */
const placeOf = (path: string): string => `alphas.list ${path}`

/** Notes how the list of this path is left, so that the way back from one of its rows leads there. */
export function useRememberedList<State extends Address>(path: string, standard: State, address: State) {
  useEffect(
    () => window.sessionStorage.setItem(placeOf(path), writeAddress(standard, address)),
    [path, standard, address],
  )
}

/** The address of a list as this tab left it. */
export const listAddress = (path: string): string =>
  path + (window.sessionStorage.getItem(placeOf(path)) ?? "")

const never = () => () => undefined

/** The same for a link; the server, which does not know the tab, writes the plain address. */
export const useListAddress = (path: string): string =>
  useSyncExternalStore(
    never,
    () => listAddress(path),
    () => path,
  )
