"use client"

import type { Timer } from "@alphas/domain/time/dto"
import { ActionIcon, Tooltip, UnstyledButton } from "@mantine/core"
import { IconPlayerPlay, IconPlayerStopFilled } from "@tabler/icons-react"
import dynamic from "next/dynamic"
import { useEffect, useState } from "react"
import { usePermission } from "../../data/me"
import { failed } from "../../feedback/undo"
import { sayElapsed } from "./time-words"
import classes from "./timer-button.module.css"
import { useStopTimer, useTimer } from "./use-timer"

const TimerDialog = dynamic(() => import("./timer-dialog").then((module) => module.TimerDialog), {
  ssr: false,
})

/** The timer in the top line: starts one, shows the one that runs in whatever tab it was started, and stops it. */
export function TimerButton() {
  const tracks = usePermission("time.track")
  const timer = useTimer()
  // What the dialog was opened for stays, also when another tab starts or stops a timer meanwhile.
  const [dialog, setDialog] = useState<{ timer: Timer | null } | null>(null)
  if (!tracks) return null
  return (
    <>
      {timer ? (
        <Running timer={timer} open={() => setDialog({ timer })} />
      ) : (
        <Tooltip label="Start timer">
          <ActionIcon size={28} aria-label="Start timer" onClick={() => setDialog({ timer: null })}>
            <IconPlayerPlay size={16} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
      )}
      {dialog && <TimerDialog timer={dialog.timer} close={() => setDialog(null)} />}
    </>
  )
}

function Running({ timer, open }: { timer: Timer; open: () => void }) {
  const { stop, pending } = useStopTimer()
  const what = timer.task?.title ?? timer.campaign?.name ?? "A campaign"
  return (
    <div className={classes.timer}>
      <Tooltip label={timer.task ? `${timer.campaign?.name ?? ""}: ${what}` : what}>
        <UnstyledButton
          className={classes.open ?? ""}
          onClick={open}
          aria-label={`Timer: ${what}. Edit timer`}
        >
          <span className={classes.dot} aria-hidden />
          <span className={classes.what}>{what}</span>
          <Elapsed since={timer.startedAt} />
        </UnstyledButton>
      </Tooltip>
      <Tooltip label="Stop timer">
        <ActionIcon
          size={24}
          aria-label="Stop timer"
          loading={pending}
          onClick={() => void stop(timer).catch(failed)}
        >
          <IconPlayerStopFilled size={14} />
        </ActionIcon>
      </Tooltip>
    </div>
  )
}

function Elapsed({ since }: { since: string }) {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const ticking = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(ticking)
  }, [])
  return (
    <span data-figures suppressHydrationWarning>
      {sayElapsed(now - Date.parse(since))}
    </span>
  )
}
