import { campaignStatuses } from "@alphas/domain/campaigns/words"
import type { Me } from "@alphas/domain/users/dto"
import { type Zoom, zooms } from "../../gantt/time-scale"
import type { Address } from "../../table/address"
import { wordOf } from "../../table/address-values"
import { withTasksOf } from "../tasks/reach"

/** What the address of the schedule keeps: how much time it shows, which campaigns are unfolded, and of which kind. */
export const standardSchedule: ScheduleAddress = { zoom: "week", open: [], completed: "" }

interface ScheduleAddress extends Address {
  zoom: string
  open: readonly string[]
  /** `yes` with those that are completed. */
  completed: string
}

export const zoomOf = (value: string): Zoom => wordOf(zooms, value, "week")

/** The campaigns whose tasks a person may see, in the order in which they begin. */
export const campaignsOfSchedule = (me: Me, { completed }: ScheduleAddress) => ({
  sort: "startDay" as const,
  limit: 100,
  ...(completed === "yes" ? {} : { status: campaignStatuses.filter((status) => status !== "completed") }),
  ...withTasksOf(me),
})
