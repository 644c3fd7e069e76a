"use client"

import type { ClientRow } from "@alphas/domain/clients/dto"
import { clientStatuses, clientStatusLabels } from "@alphas/domain/clients/words"
import { Autocomplete, Button, type ButtonProps, Group, Menu, Popover } from "@mantine/core"
import {
  type Icon,
  IconArchive,
  IconArrowMerge,
  IconCircleHalf2,
  IconTag,
  IconUserCheck,
} from "@tabler/icons-react"
import { type ComponentProps, useState } from "react"
import { usePermission } from "../../data/me"
import { trpc } from "../../data/trpc"
import { PersonSelect } from "../users/person-select"
import classes from "./bulk-actions.module.css"
import { MergeDialog } from "./merge-dialog"
import { StatusBadge } from "./status-badge"
import { useArchive } from "./use-archive"
import { useBulkChange } from "./use-bulk-change"
import { useHandOver } from "./use-hand-over"

interface Props {
  /** The clients that are picked, on whatever page. */
  rows: readonly ClientRow[]
  clear: () => void
  /** Hears of rows as they are after a change, for the next one. */
  note: (rows: readonly ClientRow[]) => void
}

/** What can be done with the clients that are picked. */
export function BulkActions({ rows, clear, note }: Props) {
  const { archiveAll, pending } = useArchive()
  const [merging, setMerging] = useState(false)
  const { changeAll, busy } = useBulkChange(note)
  const [edits, merges] = [usePermission("clients.update"), usePermission("clients.merge")]
  const living = rows.filter((row) => row.archivedAt === null)
  const [one, other] = rows
  return (
    <>
      {edits && (
        <>
          <StatusAct rows={rows} changeAll={changeAll} busy={busy} />
          <OwnerAct rows={rows} changeAll={changeAll} busy={busy} clear={clear} />
          <TagAct rows={rows} changeAll={changeAll} busy={busy} />
        </>
      )}
      <Action
        icon={IconArchive}
        disabled={living.length === 0 || busy}
        loading={pending}
        onClick={async () => {
          await archiveAll(living)
          clear()
        }}
      >
        Archive
      </Action>
      {merges && (
        <Action
          icon={IconArrowMerge}
          disabled={rows.length !== 2 || busy}
          title={rows.length === 2 ? "" : "Select two clients to merge"}
          onClick={() => setMerging(true)}
        >
          Merge
        </Action>
      )}
      {merging && one && other && (
        <MergeDialog
          ids={[one.id, other.id]}
          close={() => setMerging(false)}
          onMerged={() => {
            setMerging(false)
            clear()
          }}
        />
      )}
    </>
  )
}

function Action({ icon: Picture, ...props }: ButtonProps & ComponentProps<"button"> & { icon: Icon }) {
  return (
    <Button
      size="xs"
      variant="subtle"
      color="gray"
      leftSection={<Picture size={15} stroke={1.6} />}
      classNames={{ root: classes.action ?? "", section: classes.picture ?? "", label: classes.word ?? "" }}
      {...props}
    />
  )
}

interface ActionProps {
  rows: readonly ClientRow[]
  changeAll: ReturnType<typeof useBulkChange>["changeAll"]
  busy: boolean
}

function StatusAct({ rows, changeAll, busy }: ActionProps) {
  return (
    <Menu position="top">
      <Menu.Target>
        <Action icon={IconCircleHalf2} disabled={busy}>
          Status
        </Action>
      </Menu.Target>
      <Menu.Dropdown>
        {clientStatuses.map((status) => (
          <Menu.Item
            key={status}
            onClick={() =>
              void changeAll(rows, (row) => (row.status === status ? null : { status }), {
                said: `set to ${clientStatusLabels[status]}`,
                before: (row) => ({ status: row.status }),
              })
            }
          >
            <StatusBadge status={status} />
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

function OwnerAct({ rows, changeAll, busy, clear }: ActionProps & { clear: () => void }) {
  const [open, setOpen] = useState(false)
  const { loses, ask } = useHandOver()
  const assign = async (ownerId: string | null) => {
    if (ownerId === null) return
    setOpen(false)
    const moved = rows.filter((row) => row.owner?.id !== ownerId)
    const lost = moved.some((row) => loses(row, ownerId))
    if (lost && !(await ask(moved.length === 1 ? (moved[0]?.name ?? "") : `${moved.length} clients`))) return
    await changeAll(rows, (row) => (row.owner?.id === ownerId ? null : { ownerId }), {
      said: "assigned",
      ...(lost ? {} : { before: (row: ClientRow) => ({ ownerId: row.owner?.id ?? null }) }),
    })
    if (lost) clear()
  }
  return (
    <Popover opened={open} onChange={setOpen} position="top" trapFocus withinPortal>
      <Popover.Target>
        <Action icon={IconUserCheck} loading={busy} onClick={() => setOpen(!open)} aria-expanded={open}>
          Owner
        </Action>
      </Popover.Target>
      <Popover.Dropdown w={260}>
        <PersonSelect
          size="xs"
          aria-label="New owner"
          placeholder="New owner of these clients"
          data-autofocus
          comboboxProps={{ withinPortal: false }}
          value={null}
          onChange={(id) => void assign(id)}
        />
      </Popover.Dropdown>
    </Popover>
  )
}

function TagAct({ rows, changeAll, busy }: ActionProps) {
  const { data: facets } = trpc.clients.facets.useQuery()
  const [open, setOpen] = useState(false)
  const [text, setText] = useState("")
  const add = async () => {
    const tag = text.trim()
    if (tag === "") return
    setOpen(false)
    setText("")
    const has = (row: ClientRow) => row.tags.some((each) => each.toLowerCase() === tag.toLowerCase())
    await changeAll(rows, (row) => (has(row) ? null : { tags: [...row.tags, tag] }), {
      said: `tagged ${tag}`,
      before: (row) => ({ tags: row.tags }),
    })
  }
  return (
    <Popover opened={open} onChange={setOpen} position="top" trapFocus withinPortal>
      <Popover.Target>
        <Action icon={IconTag} disabled={busy} onClick={() => setOpen(!open)} aria-expanded={open}>
          Tag
        </Action>
      </Popover.Target>
      <Popover.Dropdown w={260}>
        <form
          onSubmit={(event) => {
            event.preventDefault()
            void add()
          }}
        >
          <Group gap={6} align="flex-end" wrap="nowrap">
            <Autocomplete
              size="xs"
              flex={1}
              aria-label="Add a tag"
              placeholder="Tag"
              data-autofocus
              maxLength={40}
              comboboxProps={{ withinPortal: false }}
              data={facets?.tags ?? []}
              value={text}
              onChange={setText}
            />
            <Button size="xs" type="submit" disabled={text.trim() === ""}>
              Add
            </Button>
          </Group>
        </form>
      </Popover.Dropdown>
    </Popover>
  )
}
