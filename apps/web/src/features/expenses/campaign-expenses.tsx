"use client"

import { Anchor, Button } from "@mantine/core"
import { IconPlus, IconReceipt } from "@tabler/icons-react"
import dynamic from "next/dynamic"
import Link from "next/link"
import { useState } from "react"
import { refreshed } from "../../data/refreshed"
import { trpc } from "../../data/trpc"
import { EmptyState } from "../../feedback/states"
import { Part } from "../../shell/part"
import { writeAddress } from "../../table/address"
import { DataTable } from "../../table/data-table"
import { SumsLine } from "../../table/sums-line"
import { columnsOfCampaign } from "./expense-columns"
import classes from "./expenses.module.css"
import { standardExpenses } from "./expenses-address"
import { expenseFigures } from "./figures"

const NewExpenseDialog = dynamic(() => import("./expense-dialog").then((module) => module.NewExpenseDialog), {
  ssr: false,
})

const shown = 50

interface Props {
  campaignId: string
  /** Nothing is added to what is archived. */
  archived: boolean
}

/** The expenses of a campaign that the reader sees, latest first. */
export function CampaignExpenses({ campaignId, archived }: Props) {
  const [creating, setCreating] = useState(false)
  const filter = { campaignId: [campaignId] }
  const { data, error, refetch } = trpc.expenses.list.useQuery(
    { ...filter, limit: shown },
    { refetchInterval: refreshed },
  )
  const sums = trpc.expenses.sums.useQuery(filter, { refetchInterval: refreshed })
  const create = !archived && (
    <Button
      size="xs"
      variant="default"
      leftSection={<IconPlus size={14} />}
      onClick={() => setCreating(true)}
    >
      Add expense
    </Button>
  )
  return (
    <Part title="Expenses" actions={create}>
      <div className={classes.inTab}>
        <SumsLine figures={expenseFigures} sums={sums.data} />
        <DataTable
          id="campaign-expenses"
          label="Expenses of the campaign"
          columns={columnsOfCampaign}
          rows={data?.items}
          error={error}
          retry={() => void refetch()}
          name={({ supplier }) => supplier}
          href={({ id }) => `/expenses/${id}`}
          empty={
            <EmptyState icon={IconReceipt} title="No expenses yet" action={create}>
              What people spend on this campaign appears here; once approved, it counts in what it has cost.
            </EmptyState>
          }
        />
      </div>
      {data?.nextCursor && (
        <Anchor
          component={Link}
          size="sm"
          href={`/expenses${writeAddress(standardExpenses, { ...standardExpenses, campaign: [campaignId] })}`}
        >
          View all expenses of this campaign
        </Anchor>
      )}
      {creating && <NewExpenseDialog campaignId={campaignId} close={() => setCreating(false)} />}
    </Part>
  )
}
