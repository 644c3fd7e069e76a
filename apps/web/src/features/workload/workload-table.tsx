"use client"

import type { PersonLoad, WeekLoad } from "@alphas/domain/workload/dto"
import { sumOf } from "@alphas/domain/workload/load"
import { Portal } from "@mantine/core"
import dynamic from "next/dynamic"
import { useEffect, useMemo, useRef, useState } from "react"
import { usePermission } from "../../data/me"
import { sayDays } from "../../format/dates"
import { useReader } from "../../format/reader"
import { daysOf, weekFrom } from "../../format/weeks"
import { LoadCell, ShareCells } from "./load-cell"
import { PersonRows } from "./person-rows"
import type { RowActions } from "./task-rows"
import { type HeldTask, type LoadTarget, useLoadDrag } from "./use-load-drag"
import { type Moving, useTaskMoves } from "./use-task-moves"
import { WeekHeads } from "./week-heads"
import classes from "./workload.module.css"
import type { Span } from "./workload-address"

const GiveDialog = dynamic(() => import("./give-dialog").then((module) => module.GiveDialog), { ssr: false })
const ShiftDialog = dynamic(() => import("./shift-dialog").then((module) => module.ShiftDialog), {
  ssr: false,
})

interface Props {
  span: Span
  /** Everybody, to give tasks to. */
  everybody: readonly PersonLoad[]
  /** Those who are shown. */
  shown: readonly PersonLoad[]
  open: readonly string[]
  onOpen: (open: string[]) => void
  openTask: (id: string) => void
  /** The figures of other weeks are on their way. */
  waiting: boolean
}

/** People by week. Tasks of those who are unfolded are dragged to another person or week. */
export function WorkloadTable({ span, everybody, shown, open, onOpen, openTask, waiting }: Props) {
  const writes = usePermission("tasks.write")
  const area = useRef<HTMLDivElement>(null)
  const ghost = useRef<HTMLDivElement>(null)
  const moves = useTaskMoves(span)
  const [giving, setGiving] = useState<Moving | null>(null)
  const drop = (held: HeldTask, target: LoadTarget) => {
    if ("by" in target) return void moves.shift(held, target.by)
    const to = everybody.find(({ person }) => person.id === target.to)?.person
    if (to) void moves.give(held, to)
  }
  const { dragged, press } = useLoadDrag(area, ghost, drop)
  const actions = useLatest({
    toggle: (id) => onOpen(open.includes(id) ? open.filter((each) => each !== id) : [...open, id]),
    openTask,
    press: (held, event) => press(held)(event),
    shift: (moving, weeks) => void moves.shift(moving, weeks),
    give: setGiving,
  })
  const [held, target] = [dragged?.item ?? null, dragged?.target ?? null]
  const by = target !== null && "by" in target ? target.by : 0
  const inHand = useMemo(() => (held ? { id: held.task.id, by } : null), [held, by])
  const weeks = teamWeeks(shown)
  return (
    <div ref={area} className={classes.area} data-waiting={waiting || undefined}>
      <table className={classes.table} aria-label="Workload">
        <WeekHeads weeks={shown[0]?.weeks ?? []} />
        {shown.map((load) => (
          <PersonRows
            key={load.person.id}
            load={load}
            span={span}
            open={open.includes(load.person.id)}
            over={target !== null && "to" in target && target.to === load.person.id}
            held={held?.person.id === load.person.id ? inHand : null}
            writes={writes}
            actions={actions}
          />
        ))}
        <tfoot>
          <tr>
            <th scope="row" className={classes.who}>
              {shown.length === everybody.length
                ? `The team, ${shown.length} people`
                : shown.length === 1
                  ? "1 person"
                  : `These ${shown.length} people`}
            </th>
            {weeks.map((week) => (
              <td key={week.monday} className={classes.week}>
                <LoadCell load={week} />
              </td>
            ))}
            <ShareCells load={sumOf(weeks)} />
          </tr>
        </tfoot>
      </table>
      {dragged && (
        <Portal>
          <div ref={ghost} className={classes.ghost} aria-hidden>
            <InHand held={dragged.item} target={target} span={span} everybody={everybody} />
          </div>
        </Portal>
      )}
      {giving && (
        <GiveDialog
          moving={giving}
          people={everybody}
          give={(to) => void moves.give(giving, to)}
          close={() => setGiving(null)}
        />
      )}
      {moves.asked && <ShiftDialog asked={moves.asked} />}
    </div>
  )
}

/** The task that follows the pointer, and where it would go. */
function InHand({
  held: { task, week },
  target,
  span,
  everybody,
}: Pick<Props, "span" | "everybody"> & { held: HeldTask; target: LoadTarget | null }) {
  const reader = useReader()
  const say = (): string => {
    if (target === null) return "To another person or week"
    if ("to" in target)
      return `To ${everybody.find(({ person }) => person.id === target.to)?.person.name ?? ""}`
    const monday = weekFrom(span.monday, week + target.by)
    return `To ${sayDays(monday, daysOf(monday).at(-1) ?? monday, reader)}`
  }
  return (
    <div className={classes.hand} data-nowhere={target === null || undefined}>
      <strong>{task.title}</strong>
      <span>{say()}</span>
    </div>
  )
}

/** All people's weeks added up, week by week. */
function teamWeeks(loads: readonly PersonLoad[]): WeekLoad[] {
  const weeks = loads[0]?.weeks ?? []
  return weeks.map((week, index) => ({
    ...week,
    ...sumOf(loads.flatMap((load) => load.weeks[index] ?? [])),
  }))
}

/** Functions that always do the newest thing, in an object that stays the same. */
function useLatest(actions: RowActions): RowActions {
  const latest = useRef(actions)
  useEffect(() => {
    latest.current = actions
  })
  return useMemo(
    () => ({
      toggle: (id) => latest.current.toggle(id),
      openTask: (id) => latest.current.openTask(id),
      press: (held, event) => latest.current.press(held, event),
      shift: (moving, weeks) => latest.current.shift(moving, weeks),
      give: (moving) => latest.current.give(moving),
    }),
    [],
  )
}
