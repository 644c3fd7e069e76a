"use client"

import dynamic from "next/dynamic"
import { usePermission } from "../../../../data/me"
import { LatestChanges } from "../../../../features/changes/latest-changes"
import { ClientPage } from "../../../../features/clients/client-page"
import { RecordHistory } from "../../../../shell/record-history"

const ClientCampaigns = dynamic(() =>
  import("../../../../features/campaigns/client-campaigns").then((module) => module.ClientCampaigns),
)

const ClientMoney = dynamic(() =>
  import("../../../../features/payments/client-money").then((module) => module.ClientMoney),
)

/** A client's page, with what other domains show on it. */
export function Client({ id }: { id: string }) {
  const [campaigns, history] = [usePermission("campaigns.read"), usePermission("changes.history")]
  const invoices = usePermission("invoices.read")
  return (
    <ClientPage
      id={id}
      also={{
        campaigns: (client) =>
          campaigns && {
            ...{ value: "campaigns", label: "Campaigns" },
            content: <ClientCampaigns client={client} />,
          },
        money: (client) =>
          invoices && {
            ...{ value: "money", label: "Money" },
            content: <ClientMoney client={client} />,
          },
        history: (client) =>
          history && {
            ...{ value: "history", label: "History" },
            content: <RecordHistory entity="client" id={client.id} />,
          },
        latest: (client, all) => history && <LatestChanges clientId={client.id} all={all} />,
      }}
    />
  )
}
