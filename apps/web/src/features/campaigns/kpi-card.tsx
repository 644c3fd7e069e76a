"use client"

import type { Kpi } from "@alphas/domain/campaigns/dto"
import { ActionIcon, Menu, Text } from "@mantine/core"
import { IconDots, IconPencil, IconPlus, IconTrash } from "@tabler/icons-react"
import { sayNumber, sayPercent } from "../../format/numbers"
import { useReader } from "../../format/reader"
import { Day } from "../../format/time"
import { LineChart } from "../../shell/line-chart"
import { Meter } from "../../shell/meter"
import { RowGlow } from "../../table/row-link"
import { sayCourse } from "./kpi-course"
import { sayKpi } from "./kpi-values"
import classes from "./overview.module.css"
import { useRemoveKpi } from "./use-remove-kpi"

interface Props {
  kpi: Kpi
  campaignId: string
  edits: boolean
  edit: () => void
  note: () => void
}

/** A KPI: its last value, what it is to reach, how far it has come, and how it went. */
export function KpiCard({ kpi, campaignId, edits, edit, note }: Props) {
  const reader = useReader()
  const { locale } = reader
  const remove = useRemoveKpi(campaignId)
  const { id, name, unit, target, values, progress, direction } = kpi
  const last = values.at(-1)
  return (
    <li className={classes.kpi}>
      <RowGlow id={id} />
      <div className={classes.kpiHead}>
        <h3 title={name}>{name}</h3>
        {edits && (
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon size={26} aria-label={`Actions for ${name}`}>
                <IconDots size={15} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item leftSection={<IconPlus size={15} stroke={1.6} />} onClick={note}>
                Add value
              </Menu.Item>
              <Menu.Item leftSection={<IconPencil size={15} stroke={1.6} />} onClick={edit}>
                Edit
              </Menu.Item>
              <Menu.Item leftSection={<IconTrash size={15} stroke={1.6} />} onClick={() => void remove(kpi)}>
                Delete
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        )}
      </div>
      <div className={classes.value} data-figures suppressHydrationWarning>
        {last ? sayNumber(last.value, locale) : "–"} <span className={classes.unit}>{unit}</span>
      </div>
      <div className={classes.target} data-figures suppressHydrationWarning>
        Target {direction === "down" && "at most "}
        {sayKpi(target, unit, locale)}
        {last && (
          <>
            {" · "}
            <Day day={last.day} />
          </>
        )}
      </div>
      <div className={classes.chart}>
        {values.length > 0 ? (
          <LineChart points={values} target={target} label={sayCourse(kpi, reader)} />
        ) : (
          <Text size="xs">No values yet.</Text>
        )}
      </div>
      {progress !== null && (
        <div className={classes.reached}>
          <Meter percent={progress} tone={progress === 100 ? "good" : "plain"} />
          <span data-figures suppressHydrationWarning>
            {progress === 100 ? "Reached" : sayPercent(progress, locale)}
          </span>
        </div>
      )}
    </li>
  )
}
