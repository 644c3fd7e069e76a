"use client"

import { isolate } from "@alphas/domain/isolate"
import type { Timesheet } from "@alphas/domain/time/dto"
import { Alert, Text } from "@mantine/core"
import { usePermission } from "../../data/me"
import { Isolated } from "../../feedback/isolated"
import { sayMonth } from "../../format/months"
import { useReader } from "../../format/reader"
import classes from "./time.module.css"

/** Why a week, or a part of it, cannot be changed, and why it was sent back. */
export function WeekNotes({ timesheet, own }: { timesheet: Timesheet; own: boolean }) {
  const reader = useReader()
  const locks = usePermission("time.lock")
  const { state, reason, lockedDays, person } = timesheet
  const whose = own ? "Your week" : `The week of ${isolate(person.name)}`
  const months = [...new Set(lockedDays.map((day) => day.slice(0, 7)))].map((month) =>
    sayMonth(month, reader),
  )
  const notes = [
    state === "open" && reason && `${own ? "This week" : whose} was reopened: ${reason}`,
    state === "submitted" &&
      (own
        ? "Your week is waiting for approval. Withdraw it to make changes."
        : `${isolate(person.name)} submitted this week. It cannot change until it is approved or sent back.`),
    state === "approved" && `${whose} is approved and cannot change. An approver can reopen it.`,
    months.length > 0 &&
      `${months.join(" and ")} ${months.length === 1 ? "is" : "are"} locked, so the time of ${
        lockedDays.length === 7 ? "this week" : "these days"
      } cannot change.${locks ? " You can change a day's entries below with a reason." : " An admin can change it with a reason."}`,
  ].filter((note) => typeof note === "string" && note !== "")
  if (notes.length === 0) return null
  return (
    <Alert
      className={classes.notes ?? ""}
      color={state === "open" && reason ? "yellow" : "gray"}
      variant="light"
      p="xs"
    >
      {notes.map((note) => (
        <Text key={String(note)} size="sm">
          <Isolated text={String(note)} />
        </Text>
      ))}
    </Alert>
  )
}
