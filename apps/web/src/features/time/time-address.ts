import type { Permission } from "@alphas/domain/permissions"
import { may, type Role } from "@alphas/domain/permissions"
import { isId } from "../../table/address-values"

/** What the pages of time keep in the address. `week` is a day of it, `month` is `YYYY-MM`; empty means now. */
export const standardTime = { view: "week", week: "", day: "", person: "", month: "" }
export type TimeAddress = typeof standardTime

/** The views of the page, and who has them. */
const views = {
  week: { label: "Week", permission: "time.track" },
  approvals: { label: "Approvals", permission: "time.approve" },
  leave: { label: "Leave", permission: "calendar.read" },
  rates: { label: "Rates", permission: "rates.manage" },
} as const satisfies Record<string, { label: string; permission: Permission }>
export type TimeView = keyof typeof views

/** The views that a role has, in their order. */
export const timeViews = (role: Role): { value: TimeView; label: string }[] =>
  // The keys of a const object are its type's keys; Object.entries cannot say so.
  (Object.entries(views) as [TimeView, (typeof views)[TimeView]][])
    .filter(([, { permission }]) => may(role, permission))
    .map(([value, { label }]) => ({ value, label }))

/** The view that an address names, if the role has it. */
export const timeViewOf = (value: string, role: Role): TimeView =>
  timeViews(role).find((view) => view.value === value)?.value ?? "week"

/** Whose week the address names: null for one's own. */
export const personOf = (address: TimeAddress, meId: string): string | null =>
  isId(address.person) && address.person !== meId ? address.person : null
