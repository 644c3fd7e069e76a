import type { CampaignRow } from "@alphas/domain/campaigns/dto"
import { Days } from "../../format/time"
import { Face } from "../../shell/face"
import { CampaignStatusBadge, HealthBadge } from "./badges"
import classes from "./campaign-card.module.css"
import { BudgetUsed, WorkDone } from "./share"

interface Props {
  campaign: CampaignRow
  finances: boolean
}

/** What a campaign's card says below its name. */
export function CampaignCard({ campaign, finances }: Props) {
  const { client, manager, status, archivedAt, startDay, endDay } = campaign
  return (
    <>
      <div className={classes.client}>{client?.name}</div>
      <div className={classes.line}>
        <CampaignStatusBadge status={status} archived={archivedAt !== null} />
        <HealthBadge campaign={campaign} />
      </div>
      <dl className={classes.shares}>
        <dt>Work done</dt>
        <dd>
          <WorkDone campaign={campaign} />
        </dd>
        {finances && (
          <>
            <dt>Budget used</dt>
            <dd>
              <BudgetUsed campaign={campaign} />
            </dd>
          </>
        )}
      </dl>
      <div className={classes.foot}>
        <Days from={startDay} to={endDay} />
        {manager && (
          <span className={classes.manager} title={manager.name}>
            <Face id={manager.id} name={manager.name} size={20} />
            <span>{manager.name}</span>
          </span>
        )}
      </div>
    </>
  )
}
