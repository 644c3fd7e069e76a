import type { Environment } from "@alphas/domain/environment"

/** Where the web server mounts the feeds. */
const mount = "/api/calendar/"

/** The address behind which a calendar is found. */
export const calendarUrl = (environment: Environment, secret: string): string =>
  new URL(`${mount}${secret}.ics`, environment.WEB_URL).toString()

const file = /^([A-Za-z0-9_-]{43})\.ics$/

/** The secret in the last part of such an address; null when there is none in it. */
export const secretOf = (name: string): string | null => file.exec(name)?.[1] ?? null
