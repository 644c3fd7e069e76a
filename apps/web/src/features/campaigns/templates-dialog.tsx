"use client"

import type { Template } from "@alphas/domain/templates/template"
import { ActionIcon, Button, Modal, Skeleton } from "@mantine/core"
import { IconTrash } from "@tabler/icons-react"
import { useQueryClient } from "@tanstack/react-query"
import { getQueryKey } from "@trpc/react-query"
import Link from "next/link"
import { trpc } from "../../data/trpc"
import { useConfirm } from "../../feedback/confirm"
import { FailedState } from "../../feedback/states"
import { done, failed } from "../../feedback/undo"
import { useReader } from "../../format/reader"
import { useReturnFocus } from "../../forms/use-return-focus"
import { NoTemplates } from "./template-choice"
import { sayTemplate } from "./template-words"
import classes from "./templates.module.css"

/** The templates, to begin a campaign with one or to remove it. */
export function TemplatesDialog({ close }: { close: () => void }) {
  useReturnFocus()
  const { data, error, refetch } = trpc.campaigns.templates.list.useQuery()
  return (
    <Modal opened onClose={close} title="Campaign templates" size="lg">
      {error ? (
        <FailedState error={error} retry={() => void refetch()} />
      ) : data === undefined ? (
        <Skeleton height={120} aria-busy />
      ) : data.length === 0 ? (
        <NoTemplates />
      ) : (
        <ul className={classes.list} aria-label="Templates">
          {data.map((template) => (
            <Line key={template.id} template={template} close={close} />
          ))}
        </ul>
      )}
    </Modal>
  )
}

function Line({ template, close }: { template: Template; close: () => void }) {
  const { locale } = useReader()
  const remove = useRemove()
  const { id, name, description } = template
  return (
    <li>
      <div className={classes.what}>
        <div className={classes.name}>{name}</div>
        <div className={classes.about}>{sayTemplate(template, locale)}</div>
        {description && <div className={classes.about}>{description}</div>}
      </div>
      <Button
        component={Link}
        href={`/campaigns/new?template=${id}`}
        size="compact-sm"
        variant="default"
        aria-label={`New campaign from ${name}`}
        onClick={close}
      >
        Use it
      </Button>
      <ActionIcon size={26} aria-label={`Remove ${name}`} onClick={() => void remove(template)}>
        <IconTrash size={15} stroke={1.6} />
      </ActionIcon>
    </li>
  )
}

/** Removes a template after asking, for it cannot be taken back. */
function useRemove() {
  const queries = useQueryClient()
  const confirm = useConfirm()
  const remove = trpc.campaigns.templates.remove.useMutation({
    onSettled: () => queries.invalidateQueries({ queryKey: getQueryKey(trpc.campaigns.templates) }),
  })
  return async ({ id, version, name }: Template) => {
    const sure = await confirm({
      title: `Remove the template ${name}?`,
      text: "Campaigns that were made from it stay as they are. This cannot be taken back.",
      action: "Remove",
      grave: true,
    })
    if (!sure) return
    try {
      await remove.mutateAsync({ id, version })
      done(`The template ${name} is removed`)
    } catch (error) {
      failed(error)
    }
  }
}
