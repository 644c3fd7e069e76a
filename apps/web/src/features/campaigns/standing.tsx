"use client"

import type { Campaign } from "@alphas/domain/campaigns/dto"
import type { ReactNode } from "react"
import { daysBetween } from "../../format/dates"
import { sayMoney } from "../../format/money"
import { sayPercent } from "../../format/numbers"
import { useReader } from "../../format/reader"
import { Days } from "../../format/time"
import { useToday } from "../../format/use-today"
import { Meter } from "../../shell/meter"
import { daysLeft, timeGone } from "./days-left"
import classes from "./overview.module.css"
import { budgetTone } from "./share"
import { budgetUsed } from "./why-health"

/** The three questions about a campaign: is there time, is there money, is it done? */
export function Standing({ campaign }: { campaign: Campaign }) {
  const { locale } = useReader()
  const today = useToday()
  const { startDay, endDay, status, progress, tasksTotal, tasksDone } = campaign
  const overdue = status !== "completed" && daysBetween(today, endDay) < 0
  return (
    <section className={classes.standing} aria-label="Progress">
      <Fact
        title="Time"
        figure={<Days from={startDay} to={endDay} />}
        bar={<Meter percent={timeGone(campaign, today)} tone={overdue ? "bad" : "plain"} />}
        note={daysLeft(campaign, today, locale)}
      />
      {campaign.actualMinor !== null && <Budget campaign={campaign} />}
      <Fact
        title="Work done"
        figure={sayPercent(progress, locale)}
        bar={<Meter percent={progress} tone={progress === 100 ? "good" : "plain"} />}
        note={tasksTotal === 0 ? "No tasks yet" : `${tasksDone} of ${tasksTotal} tasks done`}
      />
    </section>
  )
}

function Budget({ campaign }: { campaign: Campaign }) {
  const { locale } = useReader()
  const { budgetMinor, currency } = campaign
  const say = (minor: number | null) => sayMoney(minor ?? 0, currency, locale, "short")
  const used = budgetUsed(campaign)
  const spent = say(campaign.actualMinor)
  const parts = `Hours ${say(campaign.hoursMinor)} · Expenses ${say(campaign.expensesMinor)}`
  return (
    <Fact
      title="Budget"
      figure={
        <>
          {spent}
          <span className={classes.of}>
            {budgetMinor === null ? " spent, no budget" : ` of ${say(budgetMinor)}`}
          </span>
        </>
      }
      bar={<Meter percent={used ?? 0} tone={budgetTone(used ?? 0)} />}
      note={used === null ? parts : `${sayPercent(used, locale)} used · ${parts}`}
    />
  )
}

interface FactProps {
  title: string
  figure: ReactNode
  bar: ReactNode
  note: string
}

function Fact({ title, figure, bar, note }: FactProps) {
  return (
    <div className={classes.fact}>
      <h2 className={classes.title}>{title}</h2>
      <div className={classes.figure} data-figures suppressHydrationWarning>
        {figure}
      </div>
      {bar}
      <div className={classes.note} data-figures suppressHydrationWarning>
        {note}
      </div>
    </div>
  )
}
