import type { TransactionSql } from "postgres"
import { campaignMembers, campaigns, kpis, kpiValues } from "../schema/campaigns"
import { checklistItems, taskAssignees, taskDependencies, tasks } from "../schema/tasks"
import { timeEntries } from "../schema/time"
import type { CampaignRows } from "./campaign-rows"
import { copyInto } from "./copy"

/** Appends campaigns with everything that hangs on them but the log, and answers how many rows that was. */
export async function copyCampaigns(tx: TransactionSql, rows: Omit<CampaignRows, "log">): Promise<number> {
  await copyInto(tx, campaigns, rows.campaigns)
  await copyInto(tx, campaignMembers, rows.members)
  await copyInto(tx, kpis, rows.kpis)
  await copyInto(tx, kpiValues, rows.kpiValues)
  await copyInto(tx, tasks, rows.tasks)
  await copyInto(tx, taskAssignees, rows.assignees)
  await copyInto(tx, checklistItems, rows.checklist)
  await copyInto(tx, taskDependencies, rows.dependencies)
  await copyInto(tx, timeEntries, rows.entries)
  return (
    rows.campaigns.length +
    rows.members.length +
    rows.kpis.length +
    rows.kpiValues.length +
    rows.tasks.length +
    rows.assignees.length +
    rows.checklist.length +
    rows.dependencies.length +
    rows.entries.length
  )
}
