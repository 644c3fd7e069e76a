"use client"

import { Anchor, SegmentedControl, Text } from "@mantine/core"
import dynamic from "next/dynamic"
import Link from "next/link"
import { mayLeave } from "../../forms/unsaved"
import { Page } from "../../shell/page"
import { Section } from "../../shell/section"
import { useAddress } from "../../table/use-address"
import { settingsViewOf, settingsViews, standardSettings } from "./settings-address"
import { SettingsForm } from "./settings-form"
import classes from "./settings-page.module.css"

const WorkingDays = dynamic(() => import("../calendar/working-days").then((module) => module.WorkingDays))
const DaysOff = dynamic(() => import("../calendar/days-off").then((module) => module.DaysOff))
const Rounding = dynamic(() => import("../time/rounding").then((module) => module.Rounding))
const LockedMonths = dynamic(() => import("../time/locked-months").then((module) => module.LockedMonths))

/** The agency's settings, in parts. */
export function SettingsPage() {
  const [address, change] = useAddress(standardSettings)
  const view = settingsViewOf(address.view)
  const open = async (next: string) => {
    if (await mayLeave()) change({ view: next })
  }
  return (
    <Page trail={[{ label: "Settings" }]} width="text">
      <div className={classes.views}>
        <SegmentedControl
          size="xs"
          aria-label="View"
          value={view}
          onChange={open}
          data={[...settingsViews]}
        />
      </div>
      {view === "agency" && <SettingsForm />}
      {view === "calendar" && (
        <>
          <WorkingDays />
          <DaysOff />
        </>
      )}
      {view === "time" && (
        <>
          <Rounding />
          <LockedMonths />
          <Section title="Hourly rates" text="What an hour costs, and what clients are billed for it.">
            <Text size="sm">
              <Anchor component={Link} href="/time?view=rates" size="sm">
                See and set the rates
              </Anchor>
            </Text>
          </Section>
        </>
      )}
    </Page>
  )
}
