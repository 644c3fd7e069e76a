import { campaignStatuses } from "@alphas/domain/campaigns/words"
import { scopeOf } from "@alphas/domain/permissions"
import type { Me } from "@alphas/domain/users/dto"
import { type Zoom, zooms } from "../../gantt/time-scale"
import type { Address } from "../../table/address"

/** What the address of the schedule keeps: how much time it shows, which campaigns are unfolded, and of which kind. */
export const standardSchedule: ScheduleAddress = { zoom: "week", open: [], completed: "" }

interface ScheduleAddress extends Address {
  zoom: string
  open: readonly string[]
  /** `yes` with those that are completed. */
  completed: string
}

export const zoomOf = (value: string): Zoom => zooms.find((zoom) => zoom === value) ?? "week"

/** The campaigns whose tasks a person may see, in the order in which they begin. */
export const campaignsOfSchedule = (me: Me, { completed }: ScheduleAddress) => ({
  sort: "startDay" as const,
  limit: 100,
  ...(completed === "yes" ? {} : { status: campaignStatuses.filter((status) => status !== "completed") }),
  ...(scopeOf(me.role, "tasks.read") === "assigned" ? { memberId: me.id } : {}),
})
