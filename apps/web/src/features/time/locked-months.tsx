"use client"

import { Button, Group, Select, Skeleton, Text } from "@mantine/core"
import { IconLock } from "@tabler/icons-react"
import { useState } from "react"
import { trpc } from "../../data/trpc"
import { useConfirm } from "../../feedback/confirm"
import { done, failed } from "../../feedback/undo"
import { monthFrom, sayMonth } from "../../format/months"
import { useReader } from "../../format/reader"
import { useToday } from "../../format/use-today"
import { ReasonDialog } from "../../forms/reason-dialog"
import lines from "../../shell/lines.module.css"
import { Section } from "../../shell/section"

/** Months back that are offered. */
const offered = 24

/** Time in these months cannot change. Lock a month once it is invoiced. */
export function LockedMonths() {
  const reader = useReader()
  const confirm = useConfirm()
  const thisMonth = useToday().slice(0, 7)
  const locked = trpc.time.rules.get.useQuery().data?.lockedMonths
  const { mutateAsync, isPending } = trpc.time.rules.lockMonth.useMutation()
  const [chosen, setChosen] = useState<string | null>(null)
  const [unlocking, setUnlocking] = useState<string | null>(null)
  const choices = Array.from({ length: offered }, (_, index) => `${monthFrom(thisMonth, -index)}-01`)
    .filter((month) => !locked?.includes(month))
    .map((month) => ({ value: month, label: sayMonth(month, reader) }))

  const lock = async () => {
    if (chosen === null) return
    const name = sayMonth(chosen, reader)
    const sure = await confirm({
      title: `Lock ${name}?`,
      text: "Nobody can add or change time in it, except an admin who gives a reason. Its rates stay as they are.",
      action: "Lock month",
    })
    if (!sure) return
    await mutateAsync({ month: chosen, locked: true }).then(() => done(`${name} locked`), failed)
    setChosen(null)
  }
  return (
    <Section
      title="Locked months"
      text="Time in these months cannot change. Lock a month once it is invoiced."
    >
      {locked === undefined ? (
        <Skeleton h={44} />
      ) : (
        <ul className={lines.lines} aria-label="Locked months">
          {locked.map((month) => (
            <li key={month} className={lines.line}>
              <IconLock size={16} stroke={1.6} aria-hidden />
              <Text size="sm" fw={500} className={lines.text ?? ""} suppressHydrationWarning>
                {sayMonth(month, reader)}
              </Text>
              <Button
                size="xs"
                variant="default"
                aria-label={`Unlock ${sayMonth(month, reader)}`}
                onClick={() => setUnlocking(month)}
              >
                Unlock
              </Button>
            </li>
          ))}
        </ul>
      )}
      <Group gap="xs" align="flex-end" mt={locked?.length ? "sm" : 0}>
        <Select
          label="Lock a month"
          placeholder="Choose a month"
          data={choices}
          value={chosen}
          onChange={setChosen}
          style={{ flex: 1 }}
        />
        <Button size="sm" disabled={chosen === null} loading={isPending} onClick={() => void lock()}>
          Lock
        </Button>
      </Group>
      {unlocking !== null && (
        <ReasonDialog
          title={`Unlock ${sayMonth(unlocking, reader)}`}
          action="Unlock"
          note="Rates set since then will apply to it. The reason is kept in the audit log."
          save={(reason) => mutateAsync({ month: unlocking, locked: false, reason })}
          onSaved={() => done(`${sayMonth(unlocking, reader)} unlocked`)}
          close={() => setUnlocking(null)}
        />
      )}
    </Section>
  )
}
