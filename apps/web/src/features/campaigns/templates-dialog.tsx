"use client"

import { isolate } from "@alphas/domain/isolate"
import type { Template } from "@alphas/domain/templates/template"
import { ActionIcon, Button, Modal, Skeleton } from "@mantine/core"
import { IconTrash } from "@tabler/icons-react"
import Link from "next/link"
import { trpc } from "../../data/trpc"
import { useConfirm } from "../../feedback/confirm"
import { Loaded } from "../../feedback/loaded"
import { attempt } from "../../feedback/undo"
import { useReader } from "../../format/reader"
import { useReturnFocus } from "../../forms/use-return-focus"
import { NoTemplates } from "./template-choice"
import { sayTemplate } from "./template-words"
import classes from "./templates.module.css"

/** The templates, to begin a campaign with one or to remove it. */
export function TemplatesDialog({ close }: { close: () => void }) {
  useReturnFocus()
  return (
    <Modal opened onClose={close} title="Campaign templates" size="lg">
      <Loaded query={trpc.campaigns.templates.list.useQuery()} skeleton={<Skeleton height={120} aria-busy />}>
        {(templates) =>
          templates.length === 0 ? (
            <NoTemplates />
          ) : (
            <ul className={classes.list} aria-label="Templates">
              {templates.map((template) => (
                <Line key={template.id} template={template} close={close} />
              ))}
            </ul>
          )
        }
      </Loaded>
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
        Use template
      </Button>
      <ActionIcon size={26} aria-label={`Delete ${name}`} onClick={() => void remove(template)}>
        <IconTrash size={15} stroke={1.6} />
      </ActionIcon>
    </li>
  )
}

/** Removes a template after asking, for it cannot be taken back. */
function useRemove() {
  const confirm = useConfirm()
  const remove = trpc.campaigns.templates.remove.useMutation()
  return async ({ id, version, name }: Template) => {
    const sure = await confirm({
      title: `Delete the template ${isolate(name)}?`,
      text: "Campaigns created from it do not change. This cannot be undone.",
      action: "Delete",
      grave: true,
    })
    if (sure) await attempt(() => remove.mutateAsync({ id, version }), `Template ${isolate(name)} deleted`)
  }
}
