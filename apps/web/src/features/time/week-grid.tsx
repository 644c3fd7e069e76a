"use client"

import type { Timesheet } from "@alphas/domain/time/dto"
import { UnstyledButton, VisuallyHidden } from "@mantine/core"
import { IconLock } from "@tabler/icons-react"
import Link from "next/link"
import { usePermission } from "../../data/me"
import { sayDayFully } from "../../format/dates"
import { useReader } from "../../format/reader"
import { useOwnToday } from "../../format/use-today"
import { daysOf, sayWeekday } from "../../format/weeks"
import { useDaysOff } from "../calendar/use-days-off"
import { GridCell } from "./grid-cell"
import { moveInGrid } from "./grid-keys"
import type { HeldCells } from "./held-cells"
import { sayClock } from "./time-words"
import { useSetCell } from "./use-set-cell"
import { type About, keyOf, minutesOf, type WeekRow } from "./week"
import classes from "./week-grid.module.css"

interface Props {
  timesheet: Timesheet
  rows: readonly WeekRow[]
  /** Whether it can be filled in here: one's own week, while it is open. */
  edits: boolean
  held: HeldCells
  /** The day whose entries stand below. */
  day: string
  onDay: (day: string) => void
}

/** The week as a grid: what the time was spent on, by day. A phone shows one day of it. */
export function WeekGrid({ timesheet, rows, edits, held, day: chosen, onDay }: Props) {
  const reader = useReader()
  const today = useOwnToday()
  const dayOff = useDaysOff(timesheet.monday, daysOf(timesheet.monday).at(-1) ?? timesheet.monday)
  const setCell = useSetCell(timesheet.monday)
  const days = daysOf(timesheet.monday).map((day) => ({
    day,
    off: dayOff(day),
    locked: timesheet.lockedDays.includes(day),
    minutes: minutesOf(timesheet.entries.filter((entry) => entry.day === day)),
  }))
  const marks = (each: (typeof days)[number]) => ({
    "data-day": true,
    "data-chosen": each.day === chosen || undefined,
    "data-off": each.off !== null || undefined,
  })
  return (
    <table className={classes.grid} aria-label="Week" onKeyDown={moveInGrid}>
      <thead>
        <tr>
          <th scope="col" className={classes.what}>
            Campaign and task
          </th>
          {days.map((each) => {
            const { name, date } = sayWeekday(each.day, reader)
            return (
              <th key={each.day} scope="col" {...marks(each)}>
                <UnstyledButton
                  className={classes.day ?? ""}
                  title={[sayDayFully(each.day, reader), each.off].filter(Boolean).join(", ")}
                  aria-label={`Entries of ${sayDayFully(each.day, reader)}`}
                  aria-pressed={each.day === chosen}
                  data-today={each.day === today || undefined}
                  onClick={() => onDay(each.day)}
                >
                  <span suppressHydrationWarning>{name}</span>
                  <span className={classes.date}>{date}</span>
                  {each.locked && <IconLock size={12} stroke={1.8} aria-label="Locked" />}
                </UnstyledButton>
              </th>
            )
          })}
          <th scope="col" className={classes.total}>
            Total
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          <tr key={row.key} data-line={row.key}>
            <th scope="row" className={classes.what}>
              <RowName row={row} edits={edits} />
            </th>
            {days.map((each, column) => (
              <td key={each.day} {...marks(each)}>
                <GridCell
                  at={`${index} ${column}`}
                  label={`${sayAbout(row)}, ${sayDayFully(each.day, reader)}`}
                  minutes={row.minutes[each.day] ?? 0}
                  readOnly={!edits || each.locked || row.campaign === null || row.unseenTask === true}
                  several={row.several.has(each.day) ? () => onDay(each.day) : undefined}
                  held={held}
                  save={(minutes) => setCell(row, each.day, minutes, row.minutes[each.day] ?? 0)}
                />
              </td>
            ))}
            <td className={classes.total} data-figures>
              {sayClock(row.total)}
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row" className={classes.what}>
            Total
          </th>
          {days.map((each) => (
            <td key={each.day} {...marks(each)} className={classes.sum}>
              {sayClock(each.minutes)}
            </td>
          ))}
          <td className={classes.total}>{sayClock(minutesOf(timesheet.entries)) || "0:00"}</td>
        </tr>
      </tfoot>
    </table>
  )
}

/** The cell in which the time of a line on the chosen day is typed, where the week shows one. */
export const cellOf = (about: About): HTMLElement | null =>
  document.querySelector(`tr[data-line="${CSS.escape(keyOf(about))}"] [data-chosen] input`)

const unseen = "A campaign that you cannot see"

const unseenTaskName = "A task that you cannot see"

/** What the task is called; undefined for time on a campaign as a whole. */
const taskName = ({ task, unseenTask }: About) => task?.title ?? (unseenTask ? unseenTaskName : undefined)

/** What time is spent on, in a line. */
export const sayAbout = (about: About): string =>
  [about.campaign?.name ?? unseen, taskName(about)].filter((each) => each !== undefined).join(", ")

function RowName({ row, edits }: { row: About; edits: boolean }) {
  const opens = usePermission("campaigns.read")
  const { campaign, task } = row
  if (row.unseenTask) {
    const why = `It was deleted, or you no longer have access to it.${edits ? " Choose a day to edit its entries below." : ""}`
    return (
      <span title={why}>
        <span className={classes.name}>{unseenTaskName}</span>
        <span className={classes.under}>{campaign?.name ?? unseen}</span>
        <VisuallyHidden>{why}</VisuallyHidden>
      </span>
    )
  }
  const title = task?.title ?? campaign?.name ?? unseen
  return (
    <>
      {campaign && opens ? (
        <Link
          className={classes.name}
          href={task ? `/tasks/${task.id}` : `/campaigns/${campaign.id}`}
          title={title}
        >
          {title}
        </Link>
      ) : (
        <span className={classes.name}>{title}</span>
      )}
      {task && <span className={classes.under}>{campaign?.name ?? unseen}</span>}
    </>
  )
}
