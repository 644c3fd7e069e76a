"use client"

import { Button } from "@mantine/core"
import { keepPreviousData } from "@tanstack/react-query"
import { trpc } from "../../data/trpc"
import { daysBetween } from "../../format/dates"
import { Day } from "../../format/time"
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
  const { lastTaskDay } = data
  const after = endDay === "" || lastTaskDay === null ? 0 : daysBetween(endDay, lastTaskDay)
  return (
    <div className={classes.end} role="status">
      <p>
        {lastTaskDay === null ? (
          "This template has no tasks."
        ) : (
          <>
            Its last task ends <Day day={lastTaskDay} />
            {endDay !== "" && sayDistance(after)}
          </>
        )}
      </p>
      {take && endDay !== data.endDay && (
        <Button size="compact-sm" variant="default" onClick={() => take(data.endDay)}>
          End campaign <Day day={data.endDay} />
        </Button>
      )}
    </div>
  )
}

function sayDistance(days: number): string {
  if (days === 0) return ", on the campaign's last day."
  const count = Math.abs(days) === 1 ? "a day" : `${Math.abs(days)} days`
  return days > 0
    ? `, ${count} after the campaign. The tasks are scheduled anyway.`
    : `, ${count} before the campaign.`
}
