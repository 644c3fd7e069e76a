"use client"

import { Anchor, Button, Group } from "@mantine/core"
import { notifications } from "@mantine/notifications"
import Link from "next/link"
import { refusalOf } from "../data/refusal"
import { Isolated } from "./isolated"

let count = 0

/** Says in a toast that something is done. With `undo`, the toast takes it back at a click. */
export function done(message: string, undo?: () => Promise<unknown>): void {
  const id = `done-${count++}`
  const takeBack = async () => {
    notifications.hide(id)
    try {
      await undo?.()
      notifications.show({ message: "Undone", autoClose: 3000, withCloseButton: false })
    } catch (error) {
      failed(error)
    }
  }
  notifications.show({
    id,
    autoClose: undo ? 10_000 : 4000,
    withBorder: true,
    message: (
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <span>
          <Isolated text={message} />
        </span>
        {undo && (
          <Button size="compact-sm" variant="light" onClick={takeBack}>
            Undo
          </Button>
        )}
      </Group>
    ),
  })
}

/**
 * Does something and says in a toast that it is done, with undo where there is a way back; or why it was refused.
 * Resolves with whether it was done.
 */
export async function attempt<Result>(
  action: () => Promise<Result>,
  said: string | ((result: Result) => string),
  undo?: ((result: Result) => Promise<unknown>) | null,
): Promise<boolean> {
  try {
    const result = await action()
    done(typeof said === "string" ? said : said(result), undo ? () => undo(result) : undefined)
    return true
  } catch (error) {
    failed(error)
    return false
  }
}

/** Says in a toast that something is done that was begun on another page, with the link to what has become of it. */
export function ready(message: string, { label, href }: { label: string; href: string }): void {
  const id = `done-${count++}`
  notifications.show({
    id,
    autoClose: 20_000,
    withBorder: true,
    message: (
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <span>
          <Isolated text={message} />
        </span>
        <Anchor component={Link} href={href} size="sm" onClick={() => notifications.hide(id)}>
          {label}
        </Anchor>
      </Group>
    ),
  })
}

/** Says in a toast why something was refused, with the request's id where somebody may want to look it up. */
export function failed(error: unknown): void {
  const { message, reason, requestId } = refusalOf(error)
  refused(message, reason === "internal" && requestId ? `Request ${requestId}` : null)
}

/** Says in a toast what a page does not do, and why. */
export function refused(title: string, message: string | null = null): void {
  notifications.show({
    color: "red",
    autoClose: 10_000,
    withBorder: true,
    title: <Isolated text={title} />,
    message: message === null ? null : <Isolated text={message} />,
  })
}

/** Says in a toast that something did not happen although nothing was wrong with it, and what to do about it. */
export function warned(title: string, message: string): void {
  notifications.show({
    color: "yellow",
    autoClose: 12_000,
    withBorder: true,
    title: <Isolated text={title} />,
    message,
  })
}

/** Says in a toast what of a change to several was refused, each in a sentence that begins with its name. */
export function failedSome(sentences: readonly string[], total: number): void {
  if (sentences.length === 0) return
  const more = sentences.length > 3 ? ` And ${sentences.length - 3} more.` : ""
  notifications.show({
    color: "red",
    autoClose: 15_000,
    withBorder: true,
    title: `${sentences.length} of ${total} could not be changed`,
    message: <Isolated text={sentences.slice(0, 3).join(" ") + more} />,
  })
}
