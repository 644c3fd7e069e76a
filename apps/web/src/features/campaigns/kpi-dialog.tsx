"use client"

import type { Kpi } from "@alphas/domain/campaigns/dto"
import { isolate } from "@alphas/domain/isolate"
import { useMemo } from "react"
import { invalidFields } from "../../data/refusal"
import { trpc } from "../../data/trpc"
import { done } from "../../feedback/undo"
import { useReader } from "../../format/reader"
import { FormDialog } from "../../forms/form-dialog"
import { useEditing } from "../../forms/use-editing"
import { KpiFormFields } from "./kpi-fields"
import { directionLabels, emptyKpi, type KpiValues, kpiForApi, kpiFormValues, kpiLabels } from "./kpi-values"

interface Props {
  campaignId: string
  /** Null for a new one. */
  kpi: Kpi | null
  close: () => void
}

/** Adds or edits a KPI. */
export function KpiDialog({ campaignId, kpi, close }: Props) {
  const { locale } = useReader()
  const create = trpc.campaigns.kpis.create.useMutation()
  const update = trpc.campaigns.kpis.update.useMutation()
  const initial = useMemo(() => (kpi === null ? emptyKpi : kpiFormValues(kpi, locale)), [kpi, locale])
  const editing = useEditing<KpiValues, { id: string }>({
    initial,
    version: kpi?.version ?? 1,
    save: async ({ values, changes, version }) => {
      const sent = numbersOf(values, locale)
      if (kpi === null) return create.mutateAsync({ campaignId, kpi: sent })
      const changed = Object.entries(sent).filter(([name]) => name in changes)
      if (changed.length === 0) return { id: kpi.id }
      return update.mutateAsync({ id: kpi.id, version, changes: Object.fromEntries(changed) })
    },
    readCurrent: (current) => {
      const now = current as Kpi // the API answers a stale version with the KPI's row
      return { values: kpiFormValues(now, locale), version: now.version }
    },
    onSaved: () => {
      done(`${isolate(editing.form.getValues().name)} saved`)
      close()
    },
  })
  return (
    <FormDialog
      title={kpi === null ? "New KPI" : `Edit ${isolate(kpi.name)}`}
      size="lg"
      editing={editing}
      labels={kpiLabels}
      sayValue={(field, value) =>
        field === "direction" ? directionLabels[value === "down" ? "down" : "up"] : null
      }
      action="Save"
      close={close}
    >
      <KpiFormFields field={(name) => editing.field(name)} />
    </FormDialog>
  )
}

/** The KPI as the API takes it. @throws AlphasError at the numbers that are none. */
function numbersOf(values: KpiValues, locale: string) {
  const sent = kpiForApi(values, locale)
  const none = (["target", "start"] as const).filter((name) => Number.isNaN(sent[name]))
  if (none.length > 0) throw invalidFields(Object.fromEntries(none.map((name) => [name, "Enter a number."])))
  return sent
}
