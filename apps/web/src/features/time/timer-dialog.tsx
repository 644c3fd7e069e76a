"use client"

import type { Timer } from "@alphas/domain/time/dto"
import { Button, Group } from "@mantine/core"
import { useMemo, useState } from "react"
import { trpc } from "../../data/trpc"
import { useConfirm } from "../../feedback/confirm"
import { done, failed } from "../../feedback/undo"
import { FormDialog } from "../../forms/form-dialog"
import { useGuardedClose } from "../../forms/unsaved"
import { useEditing } from "../../forms/use-editing"
import { AboutFields, type AboutValues, aboutForApi, noAbout } from "./about-fields"
import { StopTimerDialog } from "./stop-timer-dialog"
import { useConfirmed } from "./use-confirmed"
import { useStopTimer } from "./use-timer"

const valuesOf = ({ campaign, task, note, billable }: Timer): AboutValues => ({
  campaignId: campaign?.id ?? null,
  taskId: task?.id ?? null,
  note: note ?? "",
  billable,
})

interface Props {
  /** The one that runs; null to start one. */
  timer: Timer | null
  close: () => void
}

/** Starts a timer, or changes what the running one is about. */
export function TimerDialog({ timer, close }: Props) {
  const [confirm, { confirmed }] = [useConfirm(), useConfirmed()]
  const start = trpc.time.timer.start.useMutation()
  const update = trpc.time.timer.update.useMutation()
  const { stop, pending } = useStopTimer()
  const [stopsAt, setStopsAt] = useState(false)
  const initial = useMemo(() => (timer === null ? noAbout : valuesOf(timer)), [timer])
  const editing = useEditing({
    initial,
    version: timer?.version ?? 1,
    save: async ({ values, version }) => {
      const about = aboutForApi(values)
      return confirmed<unknown>((confirm) =>
        timer === null
          ? start.mutateAsync({ ...about, confirm })
          : update.mutateAsync({ ...about, id: timer.id, version, confirm }),
      )
    },
    readCurrent: (current) => {
      const now = current as Timer // as the API answers a stale version
      // What was typed is about the timer that was stopped, not about the one that runs.
      return now.id === timer?.id ? { values: valuesOf(now), version: now.version } : null
    },
    onSaved: () => {
      close()
      if (timer !== null) done("Timer saved")
    },
  })
  const stopEarlier = useGuardedClose(editing.dirty, () => setStopsAt(true))
  const forget = async () => {
    const sure = await confirm({
      title: "Discard this timer?",
      text: "It stops, and its time is not saved.",
      action: "Discard timer",
      grave: true,
    })
    if (sure && timer !== null) await stop(timer, { discard: true }).catch(failed).finally(close)
  }
  if (timer !== null && stopsAt) return <StopTimerDialog timer={timer} close={close} />
  return (
    <FormDialog
      title={timer === null ? "Start timer" : "Running timer"}
      close={close}
      editing={editing}
      action={timer === null ? "Start" : "Save"}
      actions={
        timer !== null && (
          <Group gap={4} mr="auto">
            <Button size="sm" variant="subtle" color="gray" onClick={stopEarlier}>
              Set end time
            </Button>
            <Button size="sm" variant="subtle" color="gray" loading={pending} onClick={forget}>
              Discard timer
            </Button>
          </Group>
        )
      }
    >
      <AboutFields editing={editing} />
    </FormDialog>
  )
}
