"use client"

import type { Timer } from "@alphas/domain/time/dto"
import { Button, Modal } from "@mantine/core"
import { useMutation } from "@tanstack/react-query"
import { useMemo } from "react"
import { useTRPC } from "../../data/trpc"
import { useConfirm } from "../../feedback/confirm"
import { done } from "../../feedback/undo"
import { Form } from "../../forms/form"
import { useGuardedClose } from "../../forms/unsaved"
import { useEditing } from "../../forms/use-editing"
import { useReturnFocus } from "../../forms/use-return-focus"
import { AboutFields, type AboutValues, aboutForApi, noAbout } from "./about-fields"
import { useStopTimer, useTimeSettled } from "./use-timer"

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
  useReturnFocus()
  const trpc = useTRPC()
  const confirm = useConfirm()
  const settled = useTimeSettled()
  const start = useMutation(trpc.time.timer.start.mutationOptions())
  const update = useMutation(trpc.time.timer.update.mutationOptions())
  const stop = useStopTimer()
  const initial = useMemo(() => (timer === null ? noAbout : valuesOf(timer)), [timer])
  const editing = useEditing({
    initial,
    save: async ({ values }) => {
      const about = aboutForApi(values)
      return timer === null ? start.mutateAsync(about) : update.mutateAsync(about)
    },
    onSaved: () => {
      settled("timer")
      close()
      if (timer !== null) done("The timer is changed")
    },
  })
  const leave = useGuardedClose(editing.dirty, close)
  const forget = async () => {
    const sure = await confirm({
      title: "Forget this timer?",
      text: "It stops, and its time is not entered.",
      act: "Forget",
      grave: true,
    })
    if (sure && (await stop.run(true))) close()
  }
  return (
    <Modal opened onClose={leave} title={timer === null ? "Start a timer" : "Running timer"}>
      <Form
        editing={editing}
        act={timer === null ? "Start" : "Save"}
        beside={
          <>
            {timer !== null && (
              <Button
                size="sm"
                variant="subtle"
                color="gray"
                mr="auto"
                loading={stop.pending}
                onClick={forget}
              >
                Forget it
              </Button>
            )}
            <Button size="sm" variant="default" onClick={leave}>
              Cancel
            </Button>
          </>
        }
      >
        <AboutFields editing={editing} />
      </Form>
    </Modal>
  )
}
