import { calendarLinks, daysOff, leaves } from "../schema/calendar"
import { settings } from "../schema/settings"
import { byRole, entityTable } from "./grants"

export const calendarTables = {
  daysOff: byRole(daysOff, "calendar.read"),
  leaves: entityTable("leave", leaves, { person: leaves.userId }),
  calendarLinks: entityTable("calendar_link", calendarLinks, { person: calendarLinks.userId }),
  settings: entityTable("settings", settings, {}),
}

/** Working days and holidays only: what everybody of the agency plans by. */
export const calendarSettings = byRole(settings, "calendar.read")
