"use client"

import type { Campaign, Kpi } from "@alphas/domain/campaigns/dto"
import { Text } from "@mantine/core"
import dynamic from "next/dynamic"
import { useState } from "react"
import { Part, PartAction } from "../../shell/part"
import { KpiCard } from "./kpi-card"
import classes from "./overview.module.css"

const KpiDialog = dynamic(() => import("./kpi-dialog").then((module) => module.KpiDialog), {
  ssr: false,
})
const ValuesDialog = dynamic(() => import("./values-dialog").then((module) => module.ValuesDialog), {
  ssr: false,
})

type Open = { dialog: "kpi"; kpi: Kpi | null } | { dialog: "values"; kpi: Kpi }

/** By what a campaign's success is measured, and how far it has come. */
export function Kpis({ campaign }: { campaign: Campaign }) {
  // What is archived stays as it is.
  const edits = campaign.mayEdit && campaign.archivedAt === null
  const [open, setOpen] = useState<Open | null>(null)
  const close = () => setOpen(null)
  const { id, kpis } = campaign
  // What is open is shown as it is now, and closes when somebody else removes it.
  const now = open?.kpi ? kpis.find((kpi) => kpi.id === open.kpi?.id) : undefined
  return (
    <Part
      title="KPIs"
      actions={edits && <PartAction run={() => setOpen({ dialog: "kpi", kpi: null })}>Add KPI</PartAction>}
    >
      {kpis.length === 0 ? (
        <Text size="sm" c="dimmed">
          {edits
            ? "No KPIs yet. A KPI shows whether the campaign works, such as leads, visits or cost per order."
            : "No KPIs yet."}
        </Text>
      ) : (
        <ul className={classes.kpis}>
          {kpis.map((kpi) => (
            <KpiCard
              key={kpi.id}
              kpi={kpi}
              campaignId={id}
              edits={edits}
              edit={() => setOpen({ dialog: "kpi", kpi })}
              note={() => setOpen({ dialog: "values", kpi })}
            />
          ))}
        </ul>
      )}
      {open?.dialog === "kpi" && (open.kpi === null || now) && (
        <KpiDialog campaignId={id} kpi={now ?? null} close={close} />
      )}
      {open?.dialog === "values" && now && <ValuesDialog kpi={now} close={close} />}
    </Part>
  )
}
