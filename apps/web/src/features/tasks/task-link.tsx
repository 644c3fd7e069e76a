"use client"

import { Anchor } from "@mantine/core"
import Link from "next/link"
import { createContext, type MouseEvent, type ReactNode, useContext } from "react"

const OpenContext = createContext<((id: string) => void) | null>(null)

/** Inside, links to tasks open them in place; the links stay for other clicks. */
export const OpenTasks = OpenContext.Provider

/** A link to a task. */
export function TaskLink({ id, children }: { id: string; children: ReactNode }) {
  const open = useContext(OpenContext)
  const click = (event: MouseEvent) => {
    if (open === null || event.metaKey || event.ctrlKey || event.shiftKey) return
    event.preventDefault()
    open(id)
  }
  return (
    <Anchor component={Link} href={`/tasks/${id}`} size="sm" c="inherit" prefetch={false} onClick={click}>
      {children}
    </Anchor>
  )
}
