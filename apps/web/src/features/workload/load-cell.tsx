"use client"

import type { WeekLoad } from "@alphas/domain/workload/dto"
import { sharesOf } from "@alphas/domain/workload/load"
import { VisuallyHidden } from "@mantine/core"
import { IconAlertTriangleFilled, IconBeach } from "@tabler/icons-react"
import { sayMinutes } from "../../format/minutes"
import { sayPercent } from "../../format/numbers"
import { useReader } from "../../format/reader"
import { Meter } from "../../shell/meter"
import classes from "./load-cell.module.css"

type Figures = Pick<WeekLoad, "capacity" | "assigned" | "booked" | "billable" | "worked">

interface Props {
  load: Figures
  /** Working days on which the person is away. */
  daysAway?: number
}

/** A week of somebody, or of everybody: what is assigned of what they work, and what they booked. */
export function LoadCell({ load, daysAway = 0 }: Props) {
  const { locale } = useReader()
  const { capacity, assigned, booked, billable } = load
  const { load: percent, utilisation, overbooked } = sharesOf(load)
  const words = [
    `${sayMinutes(assigned, locale)} assigned of ${sayMinutes(capacity, locale)}`,
    overbooked ? "overbooked" : "",
    `${sayMinutes(booked, locale)} logged, ${sayMinutes(billable, locale)} of it billable`,
    utilisation === null ? "" : `utilisation ${sayPercent(utilisation, locale)}`,
    daysAway > 0 ? sayAway(daysAway) : "",
  ]
  return (
    <div className={classes.load} title={words.filter(Boolean).join("; ")} suppressHydrationWarning>
      <Meter percent={percent ?? (assigned > 0 ? 100 : 0)} tone={overbooked ? "bad" : "plain"} />
      <span className={classes.figures} data-over={overbooked || undefined} suppressHydrationWarning>
        {overbooked && (
          <IconAlertTriangleFilled className={classes.sign} size={12} role="img" aria-label="Overbooked:" />
        )}
        {capacity === 0 && assigned === 0 ? (
          <span className={classes.none}>No time</span>
        ) : (
          <>
            <span className={classes.assigned}>{sayMinutes(assigned, locale, "round")}</span>{" "}
            <span className={classes.quiet}>of {sayMinutes(capacity, locale, "round")}</span>
          </>
        )}
        {daysAway > 0 && (
          <span className={classes.away}>
            <IconBeach size={13} stroke={1.7} aria-hidden />
            <span aria-hidden>{daysAway}d</span>
            <VisuallyHidden>, {sayAway(daysAway)}</VisuallyHidden>
          </span>
        )}
      </span>
      {booked > 0 && (
        <span className={classes.booked} suppressHydrationWarning>
          {sayMinutes(booked, locale, "round")} booked
          {utilisation !== null && (
            <>
              <VisuallyHidden>, utilisation</VisuallyHidden>
              <span aria-hidden> ·</span> {sayPercent(utilisation, locale)}
            </>
          )}
        </span>
      )}
    </div>
  )
}

const sayAway = (days: number): string => `away on ${days} working ${days === 1 ? "day" : "days"}`

/** Of all the weeks together: load and utilisation in percent. */
export function ShareCells({ load }: { load: Figures }) {
  const { locale } = useReader()
  const { load: percent, utilisation, overbooked } = sharesOf(load)
  const say = (share: number | null) => (share === null ? "–" : sayPercent(share, locale))
  const hours = (minutes: number) => sayMinutes(minutes, locale)
  return (
    <>
      <td
        className={classes.share}
        data-over={overbooked || undefined}
        title={`${hours(load.assigned)} assigned ÷ ${hours(load.capacity)} capacity`}
        suppressHydrationWarning
      >
        <span className={classes.shareName}>Load </span>
        {overbooked && (
          <IconAlertTriangleFilled className={classes.sign} size={12} role="img" aria-label="Overbooked:" />
        )}
        {say(percent)}
      </td>
      <td
        className={classes.share}
        title={`Until today: ${hours(load.worked.billable)} billable ÷ ${hours(load.worked.capacity)} capacity`}
        suppressHydrationWarning
      >
        <span className={classes.shareName}>Utilisation </span>
        {say(utilisation)}
      </td>
    </>
  )
}
