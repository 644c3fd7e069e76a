"use client"

import { Button } from "@mantine/core"
import { IconChevronRight } from "@tabler/icons-react"
import Dependency from "next/link"
import { type ReactNode, useState } from "react"
import { Days } from "../../format/time"
import type { GanttRow } from "../../gantt/rows"
import { RowGlow } from "../../table/row-link"
import classes from "./schedule.module.css"

const atOnce = 100
/** Pixels, with the gap behind it. */
const arrowWidth = 28

interface Props {
  label: string
  rows: readonly GanttRow[]
  onToggle: (row: GanttRow) => void
  foot?: ReactNode
}

/** The schedule on a phone: what is when, to be read; a bar of two pixels a day could not be dragged with a thumb. */
export function ScheduleList({ label, rows, onToggle, foot }: Props) {
  const [count, setCount] = useState(atOnce)
  // What has no arrow of its own stands below that which has, and not before it.
  const arrows = rows.some(({ expanded }) => expanded !== null)
  return (
    <>
      <ul className={classes.entries} aria-label={label}>
        {rows.slice(0, count).map((row) => (
          <li
            key={row.id}
            data-kind={row.kind}
            data-tone={row.tone}
            style={{ paddingLeft: 16 + row.depth * 14 + (arrows && row.expanded === null ? arrowWidth : 0) }}
          >
            <RowGlow id={row.id} />
            {row.expanded !== null && (
              <button
                type="button"
                className={classes.unfold}
                aria-expanded={row.expanded}
                aria-label={row.expanded ? `Collapse ${row.title}` : `Expand ${row.title}`}
                onClick={() => onToggle(row)}
              >
                <IconChevronRight size={16} stroke={1.8} />
              </button>
            )}
            <Dependency
              prefetch={false}
              href={row.kind === "group" ? `/campaigns/${row.id}?tab=schedule` : `/tasks/${row.id}`}
            >
              <span className={classes.entryName}>{row.title}</span>
              <span className={classes.entryFacts}>
                <Days from={row.startDay} to={row.endDay} />
                {row.kind !== "milestone" && <span data-figures>{row.progress} %</span>}
                {row.tone === "critical" && <span data-critical>Critical</span>}
                {row.conflict && <span data-critical>Conflict</span>}
                {row.late && <span data-critical>Late</span>}
                {row.manual && <span>Manual</span>}
                {row.note !== "" && <span>{row.note}</span>}
              </span>
            </Dependency>
          </li>
        ))}
      </ul>
      {rows.length > count && (
        <Button m="md" variant="default" onClick={() => setCount(count + atOnce)}>
          Show more of {rows.length}
        </Button>
      )}
      {foot}
    </>
  )
}
