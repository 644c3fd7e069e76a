"use client"

import { channels } from "@alphas/domain/changes/dto"
import { declarations, entities } from "@alphas/domain/entities"
import { IconHistory } from "@tabler/icons-react"
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query"
import { getQueryKey } from "@trpc/react-query"
import { useMe } from "../../data/me"
import { pages } from "../../data/pages"
import { trpc } from "../../data/trpc"
import { EmptyState } from "../../feedback/states"
import { ChangeSkeleton } from "../../shell/change-skeleton"
import { Page } from "../../shell/page"
import { EmptyRows, FailedRows } from "../../table/blank-rows"
import { DaysFilter } from "../../table/days-filter"
import { Filter } from "../../table/filter"
import { List } from "../../table/list"
import { LoadMore } from "../../table/load-more"
import { useAddress } from "../../table/use-address"
import { auditQuery, standardAudit } from "./audit-address"
import classes from "./audit-page.module.css"
import { ChangeList } from "./change-list"
import { channelWords } from "./words"

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1)
const entityChoices = entities.map((value) => ({ value, label: capital(declarations[value].one) }))
const channelChoices = channels.map((value) => ({ value, label: capital(channelWords[value]) }))

/** Who changed what, when and through what. */
export function AuditPage() {
  const { client } = trpc.useUtils()
  const { agency } = useMe()
  const [address, change] = useAddress(standardAudit)
  const people = trpc.users.list.useQuery({ state: "all", limit: 200 }, { staleTime: 300_000 })
  const input = auditQuery(address, agency.timeZone)
  const log = useInfiniteQuery({
    ...pages(getQueryKey(trpc.changes.audit, input, "query"), (cursor, signal) =>
      client.changes.audit.query({ ...input, cursor }, { signal }),
    ),
    placeholderData: keepPreviousData,
  })
  const entries = log.data?.pages.flatMap((page) => page.items)
  return (
    <Page trail={[{ label: "Audit log" }]}>
      <List
        toolbar={
          <>
            <Filter
              label="Who"
              single
              choices={(people.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
              value={address.actor === null ? [] : [address.actor]}
              onChange={([actor = null]) => change({ actor })}
            />
            <Filter
              label="What"
              choices={entityChoices}
              value={address.entity}
              onChange={(value) => change({ entity: entities.filter((each) => value.includes(each)) })}
            />
            <Filter
              label="Through"
              choices={channelChoices}
              value={address.channel}
              onChange={(value) => change({ channel: channels.filter((each) => value.includes(each)) })}
            />
            <DaysFilter
              label="When"
              from={address.from}
              to={address.to}
              onChange={(from, to) => change({ from, to })}
            />
          </>
        }
      >
        {log.error && !entries ? (
          <FailedRows error={log.error} retry={() => void log.refetch()} />
        ) : !entries ? (
          <ChangeSkeleton />
        ) : entries.length === 0 ? (
          <EmptyRows>
            <EmptyState icon={IconHistory} title="No matching changes">
              No changes match these filters.
            </EmptyState>
          </EmptyRows>
        ) : (
          <div className={classes.log} data-waiting={log.isPlaceholderData || undefined}>
            <ChangeList changes={entries} withClient />
            <div className={classes.more}>
              <LoadMore list={log} />
            </div>
          </div>
        )}
      </List>
    </Page>
  )
}
