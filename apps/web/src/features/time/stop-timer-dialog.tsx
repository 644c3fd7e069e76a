"use client"

import type { Timer } from "@alphas/domain/time/dto"
import { useMemo } from "react"
import { sayMoment } from "../../format/dates"
import { useReader } from "../../format/reader"
import { useOwnToday } from "../../format/use-today"
import { DayInput } from "../../forms/day-input"
import { FormDialog } from "../../forms/form-dialog"
import { TimeInput } from "../../forms/time-input"
import { Two } from "../../forms/two"
import { useEditing } from "../../forms/use-editing"
import { type TimerEnd, useStopTimer } from "./use-timer"

/** Stops a timer that was left running at the time at which the work really ended. */
export function StopTimerDialog({ timer, close }: { timer: Timer; close: () => void }) {
  const reader = useReader()
  const today = useOwnToday()
  const { stop } = useStopTimer()
  const initial = useMemo((): { end: TimerEnd } => ({ end: { day: today, time: "" } }), [today])
  const editing = useEditing({
    initial,
    save: ({ values }) => stop(timer, { end: values.end }),
    onSaved: close,
  })
  return (
    <FormDialog title="When did it end?" editing={editing} action="Stop timer" close={close}>
      <Two>
        <DayInput label="Day" {...editing.field("end.day")} />
        <TimeInput
          label="Time"
          description={`In your time zone, ${reader.timeZone.replace(/_/g, " ")}. Started: ${sayMoment(timer.startedAt, reader)}.`}
          {...editing.field("end.time")}
        />
      </Two>
    </FormDialog>
  )
}
