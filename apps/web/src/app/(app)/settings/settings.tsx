"use client"

import { Anchor, Text } from "@mantine/core"
import dynamic from "next/dynamic"
import Link from "next/link"
import { SettingsPage } from "../../../features/settings/settings-page"
import { Section } from "../../../shell/section"

const WorkingDays = dynamic(() =>
  import("../../../features/calendar/working-days").then((module) => module.WorkingDays),
)
const DaysOff = dynamic(() => import("../../../features/calendar/days-off").then((module) => module.DaysOff))
const Rounding = dynamic(() => import("../../../features/time/rounding").then((module) => module.Rounding))
const LimitForm = dynamic(() =>
  import("../../../features/expenses/limit-form").then((module) => module.LimitForm),
)
const LockedMonths = dynamic(() =>
  import("../../../features/time/locked-months").then((module) => module.LockedMonths),
)

/** The agency's settings, with those of other domains. */
export function Settings() {
  const calendar = (
    <>
      <WorkingDays />
      <DaysOff />
    </>
  )
  const time = (
    <>
      <Rounding />
      <LockedMonths />
      <LimitForm />
      <Section title="Hourly rates" text="What an hour costs, and what clients are billed for it.">
        <Text size="sm">
          <Anchor component={Link} href="/time?view=rates" size="sm">
            View rates
          </Anchor>
        </Text>
      </Section>
    </>
  )
  return <SettingsPage others={{ calendar, time }} />
}
