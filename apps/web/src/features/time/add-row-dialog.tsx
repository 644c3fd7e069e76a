"use client"

import { useRef } from "react"
import { trpc } from "../../data/trpc"
import { FormDialog } from "../../forms/form-dialog"
import { useEditing } from "../../forms/use-editing"
import { AboutFields, aboutForApi, noAbout } from "./about-fields"
import type { About } from "./week"
import { cellOf } from "./week-grid"

/** Chooses what a new line of the week is about. The line is kept once there is time in it. */
export function AddRowDialog({ add, close }: { add: (about: About) => void; close: () => void }) {
  const added = useRef<About | null>(null)
  const utils = trpc.useUtils()
  const editing = useEditing({
    initial: noAbout,
    save: async ({ values }): Promise<About> => {
      const { campaignId, taskId } = aboutForApi(values)
      const { id, name } = await utils.campaigns.get.fetch({ id: campaignId })
      if (taskId === null) return { campaign: { id, name }, task: null }
      const tasks = await utils.tasks.board.fetch({ campaignId })
      const title = tasks.find((task) => task.id === taskId)?.title ?? ""
      return { campaign: { id, name }, task: { id: taskId, title } }
    },
    onSaved: (about) => {
      add(about)
      added.current = about
      close()
    },
  })
  return (
    <FormDialog
      title="Add row"
      close={close}
      returnTo={() => added.current && cellOf(added.current)}
      editing={editing}
      action="Add"
      guard={false}
    >
      <AboutFields editing={editing} brief />
    </FormDialog>
  )
}
