import { Nothing } from "@alphas/domain/ids"
import { mutation, query } from "../trpc"
import { createLink, readLink, removeLink } from "./link"

/** What an account gets from here. */
export const calendarLinks = {
  calendarLink: query("calendar.link").input(Nothing).query(readLink),
  createCalendarLink: mutation("calendar.link").input(Nothing).mutation(createLink),
  removeCalendarLink: mutation("calendar.link").input(Nothing).mutation(removeLink),
}
