"use client"

import type { Campaign, Kpi } from "@alphas/domain/campaigns/dto"
import { Text } from "@mantine/core"
import dynamic from "next/dynamic"
import { useState } from "react"
import { Part, PartAct } from "../../shell/part"
import { usePermission } from "../session/me"
import { MeasureCard } from "./measure-card"
import classes from "./overview.module.css"

const MeasureDialog = dynamic(() => import("./measure-dialog").then((module) => module.MeasureDialog), {
  ssr: false,
})
const ValuesDialog = dynamic(() => import("./values-dialog").then((module) => module.ValuesDialog), {
  ssr: false,
})

type Open = { dialog: "measure"; kpi: Kpi | null } | { dialog: "values"; kpi: Kpi }

/** By what a campaign's success is measured, and how far it has come. */
export function Measures({ campaign }: { campaign: Campaign }) {
  // What is archived stays as it is.
  const edits = usePermission("campaigns.update") && campaign.archivedAt === null
  const [open, setOpen] = useState<Open | null>(null)
  const close = () => setOpen(null)
  const { id, kpis } = campaign
  // What is open is shown as it is now, and closes when somebody else removes it.
  const now = open?.kpi ? kpis.find((kpi) => kpi.id === open.kpi?.id) : undefined
  return (
    <Part
      title="Measures"
      acts={edits && <PartAct run={() => setOpen({ dialog: "measure", kpi: null })}>Add a measure</PartAct>}
    >
      {kpis.length === 0 ? (
        <Text size="sm" c="dimmed">
          {edits
            ? "None yet. A measure says by what you and the client see that it works: leads, visits, cost per order."
            : "None yet."}
        </Text>
      ) : (
        <ul className={classes.measures}>
          {kpis.map((kpi) => (
            <MeasureCard
              key={kpi.id}
              kpi={kpi}
              campaignId={id}
              edits={edits}
              edit={() => setOpen({ dialog: "measure", kpi })}
              note={() => setOpen({ dialog: "values", kpi })}
            />
          ))}
        </ul>
      )}
      {open?.dialog === "measure" && (open.kpi === null || now) && (
        <MeasureDialog campaignId={id} kpi={now ?? null} close={close} />
      )}
      {open?.dialog === "values" && now && <ValuesDialog kpi={now} close={close} />}
    </Part>
  )
}
