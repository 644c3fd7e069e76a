"use client"

import { writeAddress } from "../../table/address"
import { type ClientsAddress, standardClients } from "./clients-address"

let last = ""

/** Notes how the list was left, so that the way back from a client leads there. */
export function rememberList(address: ClientsAddress): void {
  last = writeAddress(standardClients, address)
}

/** The address of the list as it was left; without filters on a page that was opened directly. */
export const listAddress = (): string => `/clients${last}`
