"use client"

import type { CampaignRow } from "@alphas/domain/campaigns/dto"
import { isolate } from "@alphas/domain/isolate"
import { useMediaQuery } from "@mantine/hooks"
import { keepPreviousData } from "@tanstack/react-query"
import { useRouter } from "next/navigation"
import { type ReactNode, useCallback, useMemo, useRef, useState } from "react"
import { usePermission } from "../../data/me"
import { trpc } from "../../data/trpc"
import { useReader } from "../../format/reader"
import { useToday } from "../../format/use-today"
import { GanttChart } from "../../gantt/gantt"
import type { GanttDependency, GanttRow, Gesture } from "../../gantt/rows"
import type { Zoom } from "../../gantt/time-scale"
import { calendarYears } from "../calendar/calendar-years"
import { DependencyDialog } from "../tasks/dependency-dialog"
import type { Plan } from "../tasks/plan"
import { editOf } from "./plan-data"
import { PlanLine } from "./plan-line"
import { calculate, campaignRow, ghostsOf, planDependencies, sayPreview, taskRows } from "./plan-rows"
import classes from "./schedule.module.css"
import { ScheduleList } from "./schedule-list"
import { ScheduleTools } from "./schedule-tools"
import { useOrder } from "./use-order"
import { tryOut, usePlanChanges } from "./use-plan-changes"
import { useReadyPreview } from "./use-ready-preview"

interface Props {
  label: string
  /** The campaigns above their tasks; left out on the page of one campaign, which shows only its tasks. */
  campaigns?: readonly CampaignRow[]
  plans: ReadonlyMap<string, Plan>
  mine: React.RefObject<Set<string>>
  /** Campaigns that are unfolded. */
  open: readonly string[]
  onOpenChange?: (open: string[]) => void
  zoom: Zoom
  onZoom: (zoom: Zoom) => void
  /** Which campaigns there are. */
  filter?: ReactNode
  foot?: ReactNode
}

const noGhosts = new Map()
const noPlans = new Map()

/** The chart of one campaign or of many, with everything that can be done to it. */
export function ScheduleBoard(props: Props) {
  const { label, campaigns, plans, mine, open, onOpenChange, zoom, onZoom } = props
  const [reader, router, today] = [useReader(), useRouter(), useToday()]
  const writes = usePermission("tasks.write")
  const narrow = useMediaQuery("(max-width: 43.75em)", false, { getInitialValueInEffect: false })
  const [gesture, setGesture] = useState<Gesture | null>(null)
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set())
  const [linking, setLinking] = useState<GanttRow | null>(null)
  const [goToday, setGoToday] = useState(0)
  const keep = usePlanChanges(plans, mine)
  const orderOf = useOrder()
  useReadyPreview(writes ? plans : noPlans)

  const calculated = useCalculated(plans)
  // Alone on the campaign's page; among others its rows say by themselves that they do not move.
  const archived = campaigns === undefined && [...plans.values()].some((plan) => plan.archived)
  const editable = writes && !archived
  const { rows, dependencies, owner } = useMemo(() => {
    const all: { rows: GanttRow[]; dependencies: GanttDependency[]; owner: Map<string, string> } = {
      ...{ rows: [], dependencies: [], owner: new Map() },
    }
    const add = (campaignId: string, depth: number) => {
      const [plan, schedule] = [plans.get(campaignId), calculated.get(campaignId)]
      if (plan === undefined || schedule === undefined) return
      const order = orderOf(campaignId, plan)
      all.rows.push(...taskRows(plan, schedule, { order, folded, reader, editable, depth }))
      all.dependencies.push(...planDependencies(plan, schedule))
      for (const { id } of plan.tasks) all.owner.set(id, campaignId)
    }
    if (campaigns === undefined) for (const id of open) add(id, 0)
    for (const campaign of campaigns ?? []) {
      const unfolded = open.includes(campaign.id)
      const plan = plans.get(campaign.id)
      all.rows.push(campaignRow(campaign, unfolded, unfolded && plan === undefined, plan, today, reader))
      if (unfolded) add(campaign.id, 1)
    }
    return all
  }, [plans, calculated, campaigns, open, folded, today, reader, editable, orderOf])

  const campaignId = gesture === null ? undefined : owner.get(gesture.id)
  const plan = campaignId === undefined ? undefined : plans.get(campaignId)
  // The plan of this moment: what others change during the drag is in the next preview.
  const tried = useMemo(() => (gesture && plan ? tryOut(plan, editOf(gesture, plan)) : null), [gesture, plan])
  const ghosts = useMemo(() => (tried === null ? noGhosts : ghostsOf(tried)), [tried])
  const week = useWeek(plans)
  const says =
    gesture === null
      ? null
      : campaignId === undefined
        ? `Someone else deleted “${isolate(gesture.row.title)}”.`
        : gesture.kind === "progress"
          ? `“${isolate(gesture.row.title)}” becomes ${gesture.amount} % done.`
          : tried && sayPreview(tried, reader)

  const drop = (dropped: Gesture) => {
    keep(owner.get(dropped.id), dropped)
    setGesture(null)
  }
  // The same while they do the same, so that a drag does not draw the list anew.
  const toggle = useCallback(
    (row: GanttRow) => {
      if (row.kind === "group")
        onOpenChange?.(row.expanded ? open.filter((id) => id !== row.id) : [...open, row.id])
      else
        setFolded(
          (now) => new Set(now.has(row.id) ? [...now].filter((id) => id !== row.id) : [...now, row.id]),
        )
    },
    [open, onOpenChange],
  )
  const openRow = useCallback(
    (row: GanttRow) =>
      router.push(row.kind === "group" ? `/campaigns/${row.id}?tab=schedule` : `/tasks/${row.id}`),
    [router],
  )

  const linkedIn = linking && owner.get(linking.id)
  return (
    <div className={classes.board} data-alone={campaigns === undefined || undefined}>
      <ScheduleTools
        zoom={zoom}
        onZoom={onZoom}
        onToday={() => setGoToday((count) => count + 1)}
        narrow={narrow}
        filter={props.filter}
        picture={{ title: label, rows, dependencies, week, today, zoom }}
        {...(onOpenChange && open.length > 0 ? { onCollapse: () => onOpenChange([]) } : {})}
      />
      {narrow ? (
        <ScheduleList label={label} rows={rows} onToggle={toggle} foot={props.foot} />
      ) : (
        <>
          <GanttChart
            {...{ label, rows, dependencies, zoom, week, today, ghosts, gesture, goToday }}
            listWidth={campaigns === undefined ? 260 : 352}
            first={campaigns === undefined ? undefined : open[0]}
            onGesture={setGesture}
            onDrop={drop}
            onToggle={toggle}
            onOpen={openRow}
            onDependency={editable ? (row) => row.movable && setLinking(row) : null}
            foot={props.foot}
          />
          <PlanLine says={says} editable={editable} archived={archived} />
        </>
      )}
      {linking && linkedIn && (
        <DependencyDialog campaignId={linkedIn} task={linking} close={() => setLinking(null)} />
      )}
    </div>
  )
}

/** The agency's working days over all the years of the plans, which know those of their own. */
function useWeek(plans: ReadonlyMap<string, Plan>): Plan["week"] {
  const today = useToday()
  const years = useMemo(() => {
    const days = [...plans.values()].flatMap(({ startDay, endDay, tasks }) => [
      ...[startDay, endDay],
      ...tasks.flatMap((task) => [task.startDay, task.endDay]),
    ])
    // Days sort as text.
    days.sort()
    return calendarYears(days[0] ?? today, days.at(-1) ?? today, today)
  }, [plans, today])
  const { data } = trpc.calendar.get.useQuery(years, {
    staleTime: 300_000,
    placeholderData: keepPreviousData,
  })
  return useMemo(() => {
    const weekdays = [1, 2, 3, 4, 5, 6, 7].map((day) => data?.workingWeekdays.includes(day) ?? day <= 5)
    const known = [...plans.values()].flatMap(({ week }) => week.off)
    const off = [...(data?.daysOff ?? []), ...(data?.holidays ?? [])].map(({ day }) => day)
    return { weekdays, off: [...new Set([...known, ...off])] }
  }, [plans, data])
}

/** Each plan's schedule; only a plan that has changed is calculated anew. */
function useCalculated(plans: ReadonlyMap<string, Plan>) {
  const kept = useRef(new WeakMap<Plan, ReturnType<typeof calculate>>())
  return useMemo(() => {
    const found = new Map<string, ReturnType<typeof calculate>>()
    for (const [id, plan] of plans) {
      const schedule = kept.current.get(plan) ?? calculate(plan)
      kept.current.set(plan, schedule)
      found.set(id, schedule)
    }
    return found
  }, [plans])
}
