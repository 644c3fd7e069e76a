"use client"

import { useSyncExternalStore } from "react"
import { writeAddress } from "../../table/address"
import { type ClientsAddress, standardClients } from "./clients-address"

/** Under this name the tab keeps how the list was left. */
const place = "alphas.clients"

/** Notes how the list was left, so that the way back from a client leads there. */
export function rememberList(address: ClientsAddress): void {
  window.sessionStorage.setItem(place, writeAddress(standardClients, address))
}

/** The address of the list as this tab left it. */
export const listAddress = (): string => `/clients${window.sessionStorage.getItem(place) ?? ""}`

const never = () => () => undefined

/** The same for a link; the server, which does not know the tab, writes the plain address. */
export const useListAddress = (): string => useSyncExternalStore(never, listAddress, () => "/clients")
