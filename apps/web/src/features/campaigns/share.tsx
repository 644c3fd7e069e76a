"use client"

import type { CampaignRow } from "@alphas/domain/campaigns/dto"
import { Text } from "@mantine/core"
import { sayMoney } from "../../format/money"
import { sayPercent } from "../../format/numbers"
import { useReader } from "../../format/reader"
import { Meter } from "../../shell/meter"
import classes from "./share.module.css"
import { budgetUsed } from "./why-health"

/** How much of the work is done, as a bar with its figure. */
export function WorkDone({
  campaign,
}: {
  campaign: Pick<CampaignRow, "progress" | "tasksTotal" | "tasksDone">
}) {
  const { locale } = useReader()
  const { progress, tasksTotal, tasksDone } = campaign
  const title = tasksTotal === 0 ? "No tasks yet" : `${tasksDone} of ${tasksTotal} tasks are done`
  return (
    <span className={classes.share} title={title}>
      <Meter percent={progress} tone={progress === 100 ? "good" : "plain"} className={classes.bar} />
      <span className={classes.figure} suppressHydrationWarning>
        {sayPercent(progress, locale)}
      </span>
    </span>
  )
}

/** From where on a used budget is told in another colour: the colours only go with the figure. */
export const budgetTone = (used: number) => (used >= 100 ? "bad" : used >= 85 ? "warn" : "plain")

/** How much of the budget is used, as a bar with its figure; for readers who see the money. */
export function BudgetUsed({
  campaign,
}: {
  campaign: Pick<CampaignRow, "budgetMinor" | "actualMinor" | "currency">
}) {
  const { locale } = useReader()
  const { budgetMinor, actualMinor, currency } = campaign
  const used = budgetUsed(campaign)
  if (used === null || budgetMinor === null || actualMinor === null) {
    return (
      <Text component="span" inherit c="dimmed">
        No budget
      </Text>
    )
  }
  const [spent, budget] = [actualMinor, budgetMinor].map((minor) =>
    sayMoney(minor, currency, locale, "short"),
  )
  return (
    <span className={classes.share} title={`${spent} of ${budget}`} suppressHydrationWarning>
      <Meter percent={used} tone={budgetTone(used)} className={classes.bar} />
      <span className={classes.figure} suppressHydrationWarning>
        {sayPercent(used, locale)}
      </span>
    </span>
  )
}
