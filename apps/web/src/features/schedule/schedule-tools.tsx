"use client"

import { ActionIcon, Button, Menu, SegmentedControl } from "@mantine/core"
import { notifications } from "@mantine/notifications"
import { IconDownload, IconPhoto, IconPrinter } from "@tabler/icons-react"
import type { ReactNode } from "react"
import { done } from "../../feedback/undo"
import { useReader } from "../../format/reader"
import { printPicture, savePictures } from "../../gantt/export"
import type { PictureOf } from "../../gantt/picture"
import { type Zoom, zooms } from "../../gantt/time-scale"
import classes from "./schedule.module.css"

const labels: Record<Zoom, string> = { day: "Day", week: "Week", month: "Month", quarter: "Quarter" }

interface Props {
  zoom: Zoom
  onZoom: (zoom: Zoom) => void
  onToday: () => void
  onCollapse?: () => void
  /** A phone shows a list, which has no scale. */
  narrow: boolean
  filter: ReactNode
  picture: Omit<PictureOf, "locale">
}

/** Above the chart: how much of the time it shows, and how to take it along. */
export function ScheduleTools({ zoom, onZoom, onToday, onCollapse, narrow, filter, picture }: Props) {
  const { locale } = useReader()
  const save = async () => {
    const count = await savePictures({ ...picture, locale })
    if (count > 1) done(`The schedule is saved as ${count} images because it is too long for one`)
  }
  if (narrow) return filter ? <div className={classes.tools}>{filter}</div> : null
  return (
    <div className={classes.tools} role="toolbar" aria-label="Schedule">
      <SegmentedControl
        size="xs"
        aria-label="Zoom"
        value={zoom}
        onChange={(value) => onZoom(zooms.find((each) => each === value) ?? "week")}
        data={zooms.map((value) => ({ value, label: labels[value] }))}
      />
      <Button size="xs" variant="default" onClick={onToday}>
        Today
      </Button>
      {onCollapse && (
        <Button size="xs" variant="subtle" color="gray" onClick={onCollapse}>
          Collapse all
        </Button>
      )}
      {filter}
      <div style={{ flex: 1 }} />
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon size={28} aria-label="Export">
            <IconDownload size={16} stroke={1.6} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconPhoto size={15} stroke={1.6} />}
            onClick={() => void save().catch(undrawn)}
          >
            Save as PNG
          </Menu.Item>
          <Menu.Item
            leftSection={<IconPrinter size={15} stroke={1.6} />}
            onClick={() => void printPicture({ ...picture, locale }).catch(undrawn)}
          >
            Print or save as PDF
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </div>
  )
}

/** The browser itself failed at it; what it says is for nobody. */
function undrawn(): void {
  notifications.show({
    color: "red",
    autoClose: 12_000,
    withBorder: true,
    title: "The browser could not draw the schedule",
    message: "Nothing was saved or printed. Choose a coarser zoom or collapse campaigns, and try again.",
  })
}
