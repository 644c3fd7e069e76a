"use client"

import type { TaskRow } from "@alphas/domain/tasks/dto"
import { isOverdue } from "@alphas/domain/tasks/late"
import { Popover, Skeleton, Text, UnstyledButton } from "@mantine/core"
import { sayDayFully } from "../../format/dates"
import { dateFormat } from "../../format/formatters"
import { useReader } from "../../format/reader"
import { Day } from "../../format/time"
import { useToday } from "../../format/use-today"
import { useDaysOff } from "../calendar/use-days-off"
import { type Bar, layWeek } from "./month"
import classes from "./month-grid.module.css"
import { TaskLink } from "./task-link"

interface Props {
  weeks: string[][]
  /** The month itself, `YYYY-MM`; days of its neighbours are quiet. */
  month: string
  tasks: readonly TaskRow[] | undefined
  waiting?: boolean
  open: (id: string) => void
}

/** Rows of a week that show tasks; more are told by a number. */
const lanes = 4

/** A month as a grid of weeks, each task as a bar over its days. */
export function MonthGrid({ weeks, month, tasks, waiting = false, open }: Props) {
  const { locale } = useReader()
  const [first, last] = [weeks[0]?.[0] ?? month, weeks.at(-1)?.at(-1) ?? month]
  const dayOff = useDaysOff(first, last)
  const weekday = dateFormat(locale, { weekday: "short", timeZone: "UTC" })
  return (
    <section
      className={classes.grid}
      aria-label="Calendar"
      // It scrolls on a low screen, by keys as well.
      // biome-ignore lint/a11y/noNoninteractiveTabindex: as said above
      tabIndex={0}
      aria-busy={tasks === undefined || undefined}
      data-waiting={waiting || undefined}
    >
      <div className={classes.weekdays} aria-hidden>
        {weeks[0]?.map((day) => (
          <span key={day} suppressHydrationWarning>
            {weekday.format(new Date(`${day}T00:00:00Z`))}
          </span>
        ))}
      </div>
      {weeks.map((week) => (
        <Week key={week[0]} week={week} month={month} tasks={tasks} open={open} dayOff={dayOff} />
      ))}
    </section>
  )
}

interface WeekProps extends Omit<Props, "weeks"> {
  week: string[]
  dayOff: ReturnType<typeof useDaysOff>
}

function Week({ week, month, tasks, open, dayOff }: WeekProps) {
  const reader = useReader()
  const today = useToday()
  const bars = layWeek(week, tasks ?? [])
  const hidden = (weekday: number) =>
    bars.filter((bar) => bar.lane >= lanes && bar.from <= weekday && bar.to >= weekday)
  return (
    <section className={classes.week} aria-label={`Week of ${sayDayFully(week[0] ?? "", reader)}`}>
      {week.map((day, index) => {
        const rest = hidden(index)
        const off = dayOff(day)
        return (
          <div
            key={day}
            className={classes.day}
            style={{ gridColumn: index + 1 }}
            data-other={!day.startsWith(month) || undefined}
            data-off={off !== null || undefined}
          >
            <span className={classes.number} data-today={day === today || undefined}>
              {Number(day.slice(8))}
            </span>
            {off && (
              <span className={classes.holiday} title={off}>
                {off}
              </span>
            )}
            {rest.length > 0 && <More day={day} bars={rest} open={open} />}
          </div>
        )
      })}
      {tasks === undefined && <Skeleton className={classes.waiting ?? ""} h={20} w="38%" />}
      {bars
        .filter((bar) => bar.lane < lanes)
        .map((bar) => (
          <TaskBar key={bar.task.id} bar={bar} open={open} />
        ))}
    </section>
  )
}

function TaskBar({ bar, open }: { bar: Bar<TaskRow>; open: (id: string) => void }) {
  const today = useToday()
  const { task, lane, from, to, before, after } = bar
  return (
    <a
      className={classes.bar}
      href={`/tasks/${task.id}`}
      style={{ gridColumn: `${from + 1} / ${to + 2}`, gridRow: lane + 2 }}
      data-status={task.status}
      data-late={isOverdue(task, today) || undefined}
      data-before={before || undefined}
      data-after={after || undefined}
      data-milestone={task.durationDays === 0 || undefined}
      title={[task.title, task.campaign?.name].filter(Boolean).join(", ")}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return
        event.preventDefault()
        open(task.id)
      }}
    >
      <span className={classes.task}>{task.title}</span>
      {task.campaign && (
        <span className={classes.campaign}>
          {" "}
          · <bdi>{task.campaign.name}</bdi>
        </span>
      )}
    </a>
  )
}

function More({ day, bars, open }: { day: string; bars: Bar<TaskRow>[]; open: (id: string) => void }) {
  return (
    <Popover position="bottom-start" trapFocus width={260}>
      <Popover.Target>
        <UnstyledButton className={classes.more ?? ""}>+{bars.length} more</UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <Text size="xs" c="dimmed" mb={6}>
          <Day day={day} />
        </Text>
        <ul className={classes.rest}>
          {bars.map(({ task }) => (
            <li key={task.id}>
              <UnstyledButton onClick={() => open(task.id)}>
                {task.title}
                {task.campaign && (
                  <span className={classes.campaign}>
                    {" "}
                    · <bdi>{task.campaign.name}</bdi>
                  </span>
                )}
              </UnstyledButton>
            </li>
          ))}
        </ul>
      </Popover.Dropdown>
    </Popover>
  )
}

/** The same for a phone: the days of the month on which something begins or ends, one below the other. */
export function MonthAgenda({ weeks, month, tasks }: Props) {
  const days = weeks
    .flat()
    .filter((day) => day.startsWith(month))
    .map((day) => ({
      day,
      due: (tasks ?? []).filter(({ startDay, endDay }) => startDay === day || endDay === day),
    }))
    .filter(({ due }) => due.length > 0)
  return (
    <div className={classes.agenda}>
      {tasks !== undefined && days.length === 0 && (
        <Text size="sm" c="dimmed">
          No tasks start or end this month.
        </Text>
      )}
      {days.map(({ day, due }) => (
        <section key={day}>
          <h3>
            <Day day={day} />
          </h3>
          <ul>
            {due.map((task) => (
              <li key={task.id}>
                <span className={classes.what}>
                  <TaskLink id={task.id}>{task.title}</TaskLink>
                  {task.campaign && (
                    <span className={classes.campaign}>
                      {" "}
                      · <bdi>{task.campaign.name}</bdi>
                    </span>
                  )}
                </span>
                <Text component="span" size="xs" c="dimmed">
                  {task.durationDays === 0
                    ? "milestone"
                    : task.startDay === task.endDay
                      ? ""
                      : task.startDay === day
                        ? "begins"
                        : "ends"}
                </Text>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}
