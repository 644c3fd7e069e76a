"use client"

import type { PersonLoad } from "@alphas/domain/workload/dto"
import { sumOf } from "@alphas/domain/workload/load"
import { UnstyledButton, VisuallyHidden } from "@mantine/core"
import { IconChevronRight } from "@tabler/icons-react"
import { memo } from "react"
import { sayMinutes } from "../../format/minutes"
import { useReader } from "../../format/reader"
import { Face } from "../../shell/face"
import { LoadCell, ShareCells } from "./load-cell"
import { TaskRows, type TaskRowsProps } from "./task-rows"
import classes from "./workload.module.css"

interface Props extends Omit<TaskRowsProps, "person"> {
  load: PersonLoad
  open: boolean
  /** A task is held over this person, and would be theirs. */
  over: boolean
}

/** One person: their weeks, and unfolded what makes them up. Only what changes is drawn again, for there are many. */
export const PersonRows = memo(function PersonRows({ load, open, over, ...props }: Props) {
  const { locale } = useReader()
  const { person, weeks, dailyMinutes } = load
  return (
    <tbody data-person={person.id} data-over={over || undefined}>
      <tr>
        <th scope="row" className={classes.who}>
          <UnstyledButton
            className={classes.unfold ?? ""}
            aria-expanded={open}
            data-unfold
            onClick={() => props.actions.toggle(person.id)}
          >
            <IconChevronRight className={classes.chevron} size={14} stroke={1.8} aria-hidden />
            <Face id={person.id} name={person.name} />
            <span className={classes.name}>
              <VisuallyHidden>Tasks of </VisuallyHidden>
              {person.name}
              <span className={classes.daily} suppressHydrationWarning>
                {sayMinutes(dailyMinutes, locale)} a day
              </span>
            </span>
          </UnstyledButton>
        </th>
        {weeks.map((week, index) => (
          <td key={week.monday} className={classes.week} data-week={index}>
            <LoadCell load={week} daysAway={week.daysAway} />
          </td>
        ))}
        <ShareCells load={sumOf(weeks)} />
      </tr>
      {open && <TaskRows person={person} {...props} />}
    </tbody>
  )
})
