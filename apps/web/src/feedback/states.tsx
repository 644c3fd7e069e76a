"use client"

import { Button, Code, Stack, Text, Title } from "@mantine/core"
import type { Icon } from "@tabler/icons-react"
import clsx from "clsx"
import type { ReactNode } from "react"
import { refusalOf } from "../data/refusal"
import classes from "./states.module.css"

interface Empty {
  icon: Icon
  title: string
  /** What this place is for. */
  children: ReactNode
  /** The one act that fills it. */
  action?: ReactNode
}

/** A place with nothing in it yet: what it is for, and the one act that fills it. */
export function EmptyState({ icon: Picture, title, children, action }: Empty) {
  return (
    <Stack align="center" gap={6} className={clsx(classes.state)}>
      <Picture className={classes.picture} size={28} stroke={1.4} aria-hidden />
      <Title order={2}>{title}</Title>
      <Text size="sm" c="dimmed" ta="center" maw={380}>
        {children}
      </Text>
      {action && <div className={classes.action}>{action}</div>}
    </Stack>
  )
}

/** A place that could not be loaded: what happened, try again, and the id to tell somebody. */
export function FailedState({ error, retry }: { error: unknown; retry?: () => void }) {
  const refusal = refusalOf(error)
  return (
    <Stack align="center" gap={6} className={clsx(classes.state)} role="alert">
      <Title order={2}>Could not load this</Title>
      <Text size="sm" c="dimmed" ta="center" maw={420}>
        {refusal.message}
      </Text>
      {retry && (
        <Button size="sm" variant="default" onClick={retry} mt="sm">
          Try again
        </Button>
      )}
      {refusal.requestId && (
        <Text size="xs" c="dimmed" mt="xs">
          Request <Code>{refusal.requestId}</Code>
        </Text>
      )}
    </Stack>
  )
}
