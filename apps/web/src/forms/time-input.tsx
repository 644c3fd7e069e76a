"use client"

import { useReader } from "../format/reader"
import { parseTime, writeTime } from "../format/typed-day"
import { TypedInput, type TypedProps } from "./typed-input"

/** A time of the day, `HH:MM` or empty, typed as the reader's language writes it. */
export function TimeInput(props: TypedProps) {
  const { locale } = useReader()
  return (
    <TypedInput
      {...props}
      write={(time) => writeTime(time, locale)}
      read={parseTime}
      problem={`Enter a time like ${writeTime("09:30", locale)}.`}
    />
  )
}
