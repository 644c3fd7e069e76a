"use client"

import { SegmentedControl } from "@mantine/core"
import type { ReactNode } from "react"
import { mayLeave } from "../../forms/unsaved"
import { Page } from "../../shell/page"
import { useAddress } from "../../table/use-address"
import { type SettingsView, settingsViewOf, settingsViews, standardSettings } from "./settings-address"
import { SettingsForm } from "./settings-form"
import classes from "./settings-page.module.css"

/** The agency's settings, in parts; `others` are those that belong to other domains. */
export function SettingsPage({ others }: { others: Record<Exclude<SettingsView, "agency">, ReactNode> }) {
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
      {view === "agency" ? <SettingsForm /> : others[view]}
    </Page>
  )
}
