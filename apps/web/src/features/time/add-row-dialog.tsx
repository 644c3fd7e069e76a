"use client"

import { Button, Modal } from "@mantine/core"
import { trpc } from "../../data/trpc"
import { daysOf } from "../../format/weeks"
import { Form } from "../../forms/form"
import { useEditing } from "../../forms/use-editing"
import { useReturnFocus } from "../../forms/use-return-focus"
import { AboutFields, aboutForApi, noAbout } from "./about-fields"
import { useAskCampaign } from "./use-ask-campaign"
import type { About } from "./week"
import { cellOf } from "./week-grid"

/** Chooses what a new line of the week is about. The line is kept once there is time in it. */
export function AddRowDialog({
  monday,
  add,
  close,
}: {
  monday: string
  add: (about: About) => void
  close: () => void
}) {
  const returnTo = useReturnFocus()
  const [utils, ask] = [trpc.useUtils(), useAskCampaign()]
  const editing = useEditing({
    initial: noAbout,
    save: async ({ values }): Promise<About> => {
      const { campaignId, taskId } = aboutForApi(values)
      await ask(campaignId, daysOf(monday).at(-1) ?? monday)
      const { id, name } = await utils.campaigns.get.fetch({ id: campaignId })
      if (taskId === null) return { campaign: { id, name }, task: null }
      const tasks = await utils.tasks.board.fetch({ campaignId })
      const title = tasks.find((task) => task.id === taskId)?.title ?? ""
      return { campaign: { id, name }, task: { id: taskId, title } }
    },
    onSaved: (about) => {
      add(about)
      returnTo(() => cellOf(about))
      close()
    },
  })
  return (
    <Modal opened onClose={close} title="Add row">
      <Form
        editing={editing}
        action="Add"
        guard={false}
        beside={
          <Button size="sm" variant="default" onClick={close}>
            Cancel
          </Button>
        }
      >
        <AboutFields editing={editing} brief />
      </Form>
    </Modal>
  )
}
