"use client"

import { Button } from "@mantine/core"
import { keepPreviousData } from "@tanstack/react-query"
import { trpc } from "../../data/trpc"
import { daysBetween } from "../../format/dates"
import { Days } from "../../format/time"
import classes from "./templates.module.css"

interface Props {
  templateId: string
  /** First and last day of the campaign, `YYYY-MM-DD`; empty where they are not chosen. */
  startDay: string
  endDay: string
  /** Takes the template's end for the campaign's. */
  take?: (endDay: string) => void
}

/** When what a template brings is over, beside the campaign's own end. */
export function TemplateEnd({ templateId, startDay, endDay, take }: Props) {
  const { data } = trpc.campaigns.templates.end.useQuery(
    { templateId, startDay },
    { enabled: templateId !== "" && startDay !== "", placeholderData: keepPreviousData },
  )
  if (templateId === "" || data === undefined) return null
  const after = endDay === "" ? 0 : daysBetween(endDay, data.endDay)
  return (
    <div className={classes.end} role="status">
      <p>
        It runs <Days from={startDay} to={data.endDay} />
        {sayDistance(after)}
      </p>
      {take && after !== 0 && (
        <Button size="compact-sm" variant="default" onClick={() => take(data.endDay)}>
          End the campaign then
        </Button>
      )}
    </div>
  )
}

function sayDistance(days: number): string {
  if (days === 0) return ", to the campaign's last day."
  const count = Math.abs(days) === 1 ? "a day" : `${Math.abs(days)} days`
  return days > 0
    ? `: ${count} longer than the campaign. The tasks are planned all the same.`
    : `: ${count} less than the campaign.`
}
