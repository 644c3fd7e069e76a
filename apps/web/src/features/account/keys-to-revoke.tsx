"use client"

import { isolate } from "@alphas/domain/isolate"
import { Checkbox, Stack, Text } from "@mantine/core"
import { useState } from "react"
import { usePermission } from "../../data/me"
import { trpc } from "../../data/trpc"
import { Isolated } from "../../feedback/isolated"

/** What stays in use, as the API takes it. */
export interface KeptKeys {
  keepTokens: string[]
  keepCalendarLink: boolean
}

export const keptNothing: KeptKeys = { keepTokens: [], keepCalendarLink: false }

/**
 * Offers to revoke what works without a session: API tokens and the calendar link, all of them ticked. Shows nothing to
 * somebody who has none.
 */
export function KeysToRevoke({ onChange }: { onChange: (kept: KeptKeys) => void }) {
  const hasLinks = usePermission("calendar.link")
  const tokens = trpc.account.tokens.useQuery().data ?? []
  const link = trpc.account.calendarLink.useQuery(undefined, { enabled: hasLinks }).data
  const [kept, setKept] = useState(keptNothing)
  if (tokens.length === 0 && !link) return null
  const keep = (next: KeptKeys) => {
    setKept(next)
    onChange(next)
  }
  return (
    <Stack gap={6} role="group" aria-label="Also revoke">
      <Text size="sm" fw={500}>
        Also revoke
      </Text>
      {tokens.map(({ id, name, prefix }) => (
        <Checkbox
          key={id}
          size="sm"
          label={<Isolated text={`API token ${isolate(name)} (${prefix}…)`} />}
          checked={!kept.keepTokens.includes(id)}
          onChange={({ currentTarget: { checked } }) => {
            const others = kept.keepTokens.filter((each) => each !== id)
            keep({ ...kept, keepTokens: checked ? others : [...others, id] })
          }}
        />
      ))}
      {link && (
        <Checkbox
          size="sm"
          label="Calendar link"
          checked={!kept.keepCalendarLink}
          onChange={({ currentTarget: { checked } }) => keep({ ...kept, keepCalendarLink: !checked })}
        />
      )}
    </Stack>
  )
}
