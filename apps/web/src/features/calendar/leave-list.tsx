"use client"

import type { Leave } from "@alphas/domain/calendar/dto"
import { Text } from "@mantine/core"
import { IconPencil, IconTrash } from "@tabler/icons-react"
import { useMe } from "../../data/me"
import { trpc } from "../../data/trpc"
import { done, failed } from "../../feedback/undo"
import { daysBetween } from "../../format/dates"
import { numberFormat } from "../../format/formatters"
import { useReader } from "../../format/reader"
import { Days } from "../../format/time"
import { ActionsMenu } from "../../shell/actions-menu"
import lines from "../../shell/lines.module.css"
import { RowGlow } from "../../table/row-link"

interface Props {
  label: string
  leaves: readonly Leave[]
  /** Whether each says whose it is. */
  named: boolean
  edit: (leave: Leave) => void
}

/** Leave as a list, each with its actions. */
export function LeaveList({ label, leaves, named, edit }: Props) {
  const { locale } = useReader()
  const length = ({ fromDay, toDay }: Leave) =>
    numberFormat(locale, { style: "unit", unit: "day", unitDisplay: "long" }).format(
      daysBetween(fromDay, toDay) + 1,
    )
  return (
    <ul className={lines.lines} aria-label={label}>
      {leaves.map((leave) => (
        <li key={leave.id} className={lines.line}>
          <RowGlow id={leave.id} />
          <div className={lines.text} data-text>
            <Text size="sm" fw={500} truncate>
              {named && (
                <>
                  <bdi>{leave.person.name}</bdi>,{" "}
                </>
              )}
              <Days from={leave.fromDay} to={leave.toDay} />
            </Text>
            {leave.note && (
              <Text size="sm" c="dimmed" className={lines.note ?? ""}>
                {leave.note}
              </Text>
            )}
          </div>
          <Text size="sm" c="dimmed" data-figures>
            {length(leave)}
          </Text>
          <LeaveMenu leave={leave} edit={() => edit(leave)} />
        </li>
      ))}
    </ul>
  )
}

function LeaveMenu({ leave, edit }: { leave: Leave; edit: () => void }) {
  const me = useMe()
  const remove = trpc.calendar.leave.remove.useMutation()
  const create = trpc.calendar.leave.create.useMutation()
  const { id, version, person, fromDay, toDay, note } = leave
  const userId = person.id === me.id ? null : person.id
  const removeIt = () =>
    remove
      .mutateAsync({ id, version })
      .then(() => done("Leave deleted", () => create.mutateAsync({ userId, fromDay, toDay, note })), failed)
  return (
    <ActionsMenu
      inRow
      label={`Actions for the leave of ${person.name} from ${fromDay}`}
      actions={[
        { label: "Edit", icon: IconPencil, onClick: edit },
        { label: "Delete", icon: IconTrash, onClick: () => void removeIt() },
      ]}
    />
  )
}
