"use client"

import type { TaskRow } from "@alphas/domain/tasks/dto"
import type { TaskStep } from "@alphas/domain/tasks/words"
import dynamic from "next/dynamic"
import { createContext, type ReactNode, useContext, useState } from "react"
import { WhyStep } from "./step-items"

const AssignDialog = dynamic(() => import("./assign-dialog").then((module) => module.AssignDialog), {
  ssr: false,
})

/** What is asked about a task: why a step is taken, or who does it. */
interface Asked {
  task: TaskRow
  about: { step: TaskStep } | "assignees"
}

const AskContext = createContext<((asked: Asked) => void) | null>(null)

/** Opens a dialog about a task of the list or board around. */
export function useAskAbout(): (asked: Asked) => void {
  const ask = useContext(AskContext)
  if (ask === null) throw new Error("useAskAbout is used outside TaskDialogs.")
  return ask
}

/**
 * Around the rows of a list or the cards of a board: what a row asks in a dialog stands beside them, for the row may
 * move or leave while somebody answers.
 */
export function TaskDialogs({
  rows,
  children,
}: {
  rows: readonly TaskRow[] | undefined
  children: ReactNode
}) {
  const [asked, setAsked] = useState<Asked | null>(null)
  // The task as it is now while the list has it, and as it was last from then on.
  const now = asked && rows?.find(({ id }) => id === asked.task.id)
  if (asked && now && now !== asked.task) setAsked({ ...asked, task: now })
  const close = () => setAsked(null)
  return (
    <AskContext value={setAsked}>
      {children}
      {asked?.about === "assignees" ? (
        <AssignDialog task={asked.task} close={close} />
      ) : (
        asked && <WhyStep task={asked.task} step={asked.about.step} close={close} />
      )}
    </AskContext>
  )
}
