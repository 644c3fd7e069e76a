"use client"

import type { Leave } from "@alphas/domain/calendar/dto"
import { VisuallyHidden } from "@mantine/core"
import { sayDayFully } from "../../format/dates"
import { useReader } from "../../format/reader"
import { useToday } from "../../format/use-today"
import { sayWeekday } from "../../format/weeks"
import { daysFrom } from "./leave-range"
import classes from "./month-strip.module.css"
import { useDaysOff } from "./use-days-off"

interface Props {
  label: string
  range: { from: string; to: string }
  leaves: readonly Leave[]
}

/** Who is away on which days of a month: a line a person, a column a day. */
export function MonthStrip({ label, range, leaves }: Props) {
  const reader = useReader()
  const today = useToday()
  const dayOff = useDaysOff(range.from, range.to)
  const days = daysFrom(range).map((day) => ({ day, off: dayOff(day) }))
  const people = new Map<string, { name: string; leaves: Leave[] }>()
  for (const leave of leaves) {
    const { id, name } = leave.person
    people.set(id, { name, leaves: [...(people.get(id)?.leaves ?? []), leave] })
  }
  const sorted = [...people].sort(([, one], [, other]) => one.name.localeCompare(other.name))
  return (
    // What does not fit a phone is pushed sideways, by a finger or by the keys.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keys
    <section className={classes.area} aria-label={label} tabIndex={0}>
      <table className={classes.strip} aria-label={label}>
        <thead>
          <tr>
            <th scope="col" className={classes.who}>
              <VisuallyHidden>Person</VisuallyHidden>
            </th>
            {days.map(({ day, off }) => (
              <th
                key={day}
                scope="col"
                data-off={off !== null || undefined}
                data-today={day === today || undefined}
                title={[sayDayFully(day, reader), off].filter(Boolean).join(", ")}
                suppressHydrationWarning
              >
                {sayWeekday(day, reader).date}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sorted.map(([id, { name, leaves: own }]) => (
            <tr key={id}>
              <th scope="row" className={classes.who}>
                {name}
              </th>
              {days.map(({ day, off }) => {
                const leave = own.find(({ fromDay, toDay }) => fromDay <= day && day <= toDay)
                return (
                  <td key={day} data-off={off !== null || undefined}>
                    {leave && (
                      <span
                        className={classes.away}
                        data-first={leave.fromDay === day || undefined}
                        data-last={leave.toDay === day || undefined}
                      >
                        <VisuallyHidden>away</VisuallyHidden>
                      </span>
                    )}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
