"use client"

import { ActionIcon, Popover, Skeleton } from "@mantine/core"
import { IconCalendar } from "@tabler/icons-react"
import dynamic from "next/dynamic"
import { useState } from "react"
import { todayOf } from "../format/dates"
import { useReader } from "../format/reader"
import { parseDay, writeDay } from "../format/typed-day"
import { TypedInput, type TypedProps } from "./typed-input"

const DayPicker = dynamic(() => import("./day-picker").then((module) => module.DayPicker), {
  ssr: false,
  loading: () => <Skeleton w={252} h={264} />,
})

interface Props extends TypedProps {
  /** Inside of something that floats and closes at a click outside of it. */
  nested?: boolean
}

/** A day, `YYYY-MM-DD` or empty: typed in the figures of the reader's language, or picked from a calendar. */
export function DayInput({ value = "", onChange, nested = false, ...props }: Props) {
  const reader = useReader()
  const [open, setOpen] = useState(false)
  const { locale } = reader
  const today = todayOf(reader)
  return (
    <TypedInput
      {...props}
      value={value}
      {...(onChange ? { onChange } : {})}
      write={(day) => writeDay(day, locale)}
      read={(typed) => parseDay(typed, locale, today)}
      problem={`Enter a date like ${writeDay(`${today.slice(0, 4)}-12-31`, locale)}.`}
      // Above the button of the next field, where the calendar opens over it.
      rightSectionProps={{ style: { zIndex: open ? 2 : undefined } }}
      rightSection={
        <Popover
          opened={open}
          onChange={setOpen}
          position="bottom-end"
          trapFocus
          returnFocus
          withinPortal={!nested}
        >
          <Popover.Target>
            <ActionIcon
              size={24}
              aria-label="Choose date"
              disabled={props.disabled ?? false}
              onClick={() => setOpen(!open)}
            >
              <IconCalendar size={15} stroke={1.6} />
            </ActionIcon>
          </Popover.Target>
          <Popover.Dropdown>
            <DayPicker
              value={value}
              onPick={(day) => {
                onChange?.(day)
                setOpen(false)
              }}
            />
          </Popover.Dropdown>
        </Popover>
      }
    />
  )
}
