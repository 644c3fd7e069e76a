"use client"

import { isolate, withoutMarks } from "@alphas/domain/isolate"
import { roleLabels } from "@alphas/domain/permissions"
import type { Rate } from "@alphas/domain/time/dto"
import { ActionIcon, Button, Text } from "@mantine/core"
import { IconCoin, IconPlus, IconTrash } from "@tabler/icons-react"
import dynamic from "next/dynamic"
import { useState } from "react"
import { trpc } from "../../data/trpc"
import { Isolated } from "../../feedback/isolated"
import { EmptyState, FailedState } from "../../feedback/states"
import { done, failed } from "../../feedback/undo"
import { Money } from "../../format/money-text"
import { Day } from "../../format/time"
import lines from "../../shell/lines.module.css"
import { LinesSkeleton } from "../../shell/lines-skeleton"
import { Part } from "../../shell/part"
import { List } from "../../table/list"
import { RowGlow } from "../../table/row-link"
import { kindTexts, rateKindLabels } from "./rate-words"
import classes from "./time.module.css"
import { isDeclined, useConfirmed } from "./use-confirmed"

const RateDialog = dynamic(() => import("./rate-dialog").then((module) => module.RateDialog), { ssr: false })

/** What an hour costs the agency and what clients are billed for it, from which day on. */
export function RatesView() {
  const { data, error, refetch } = trpc.time.rates.list.useQuery()
  const [adding, setAdding] = useState(false)
  const add = (
    <Button size="xs" leftSection={<IconPlus size={15} />} onClick={() => setAdding(true)}>
      Add rate
    </Button>
  )
  return (
    <List
      toolbar={
        <>
          <Text size="sm" c="dimmed" visibleFrom="sm">
            The most specific rate applies. Locked months keep their rates.
          </Text>
          <div style={{ flex: 1 }} />
          {add}
        </>
      }
    >
      <div className={lines.page}>
        {error && !data ? (
          <FailedState error={error} retry={() => void refetch()} />
        ) : data === undefined ? (
          <LinesSkeleton />
        ) : data.length === 0 ? (
          <EmptyState icon={IconCoin} title="No rates yet">
            Rates turn the hours of a campaign into its cost and what its client is billed.
          </EmptyState>
        ) : (
          (["cost", "billing"] as const).map((kind) => (
            <div key={kind} className={lines.day}>
              <Part title={rateKindLabels[kind]}>
                <Text size="sm" c="dimmed" mb={4}>
                  {kindTexts[kind]}
                </Text>
                <Lines label={rateKindLabels[kind]} rates={data.filter((rate) => rate.kind === kind)} />
              </Part>
            </div>
          ))
        )}
      </div>
      {adding && <RateDialog close={() => setAdding(false)} />}
    </List>
  )
}

/** Applies to and what a rate holds. */
function sayScope({ person, role, campaign }: Rate): string {
  const who = person?.name ?? (role === null ? "Everybody" : roleLabels[role])
  return campaign === null ? who : `${isolate(who)}, on ${campaign.name || "a campaign that you cannot see"}`
}

function Lines({ label, rates }: { label: string; rates: readonly Rate[] }) {
  const remove = trpc.time.rates.remove.useMutation()
  const create = trpc.time.rates.create.useMutation()
  const { confirmed } = useConfirmed()
  const removeIt = ({ id, version, person, campaign, ...rate }: Rate) => {
    const { kind, role, fromDay, currency, minorPerHour } = rate
    const again = {
      ...{ kind, role, fromDay, currency, minorPerHour, confirm: true },
      ...{ userId: person?.id ?? null, campaignId: campaign?.id ?? null },
    }
    return confirmed((confirm) => remove.mutateAsync({ id, version, confirm })).then(
      () => done("Rate deleted", () => create.mutateAsync(again)),
      (error) => {
        if (!isDeclined(error)) failed(error)
      },
    )
  }
  if (rates.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        None.
      </Text>
    )
  }
  return (
    <ul className={lines.lines} aria-label={label}>
      {rates.map((rate) => (
        <li key={rate.id} className={lines.line}>
          <RowGlow id={rate.id} />
          <div className={lines.text} data-text>
            <Text size="sm" fw={500} truncate title={withoutMarks(sayScope(rate))}>
              <Isolated text={sayScope(rate)} />
            </Text>
            <Text size="xs" c="dimmed">
              from <Day day={rate.fromDay} />
            </Text>
          </div>
          <Text size="sm" fw={500} className={classes.length ?? ""}>
            <Money minor={rate.minorPerHour} currency={rate.currency} /> an hour
          </Text>
          <ActionIcon
            size={28}
            aria-label={`Delete the rate of ${withoutMarks(sayScope(rate))}`}
            disabled={remove.isPending}
            onClick={() => void removeIt(rate)}
          >
            <IconTrash size={15} stroke={1.6} />
          </ActionIcon>
        </li>
      ))}
    </ul>
  )
}
