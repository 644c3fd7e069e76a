"use client"

import { isWorking } from "@alphas/domain/clients/import"
import { Alert, Button, Group, Progress, Skeleton, Stack, Text } from "@mantine/core"
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import Link from "next/link"
import { type Outputs, useTRPC, useTRPCClient } from "../../data/trpc"
import { useConfirm } from "../../feedback/confirm"
import { FailedState } from "../../feedback/states"
import { failed } from "../../feedback/undo"
import { Page } from "../../shell/page"
import classes from "./import.module.css"
import { ImportBadge } from "./import-badge"
import { ImportMappingForm } from "./import-mapping"
import { ImportRows } from "./import-rows"
import { saveFile } from "./save-file"

type Import = Outputs["clients"]["imports"]["get"]

/** While a job is at work the page asks this often for its progress, in milliseconds; the live feed tells it as well. */
const askAgain = 1000

/** One import, through all its steps. */
export function ImportPage({ id }: { id: string }) {
  const trpc = useTRPC()
  const { data, error, refetch } = useQuery(
    trpc.clients.imports.get.queryOptions(
      { id },
      { refetchInterval: ({ state: { data: now } }) => (now && isWorking(now.state) ? askAgain : false) },
    ),
  )
  return (
    <Page
      trail={[
        { label: "Clients", href: "/clients" },
        { label: "Import", href: "/clients/import" },
        { label: data?.fileName ?? "Import" },
      ]}
    >
      <div className={classes.step}>
        {data ? (
          <Step each={data} />
        ) : error ? (
          <FailedState error={error} retry={() => void refetch()} />
        ) : (
          <Skeleton h={200} />
        )}
      </div>
    </Page>
  )
}

const progressWords: Partial<Record<Import["state"], string>> = {
  reading: "Reading the file",
  checking: "Looking at every row",
  importing: "Creating clients",
  undoing: "Taking the import back",
}

function Step({ each }: { each: Import }) {
  const looked = ["ready", "importing", "done", "undoing", "undone"].includes(each.state)
  return (
    <Stack gap="md">
      <Group gap="sm">
        <ImportBadge state={each.state} />
        <Text size="sm" c="dimmed">
          {[each.encoding, each.delimiter && `separated by ${delimiterWord(each.delimiter)}`]
            .filter(Boolean)
            .join(", ")}
        </Text>
        <Group ml="auto" gap="xs">
          <Acts each={each} />
        </Group>
      </Group>
      {each.problem && (
        <Alert color="red" variant="light" p="xs" role="alert">
          {each.problem}
        </Alert>
      )}
      {isWorking(each.state) && (
        <div>
          <Text size="sm" mb={6} role="status">
            {progressWords[each.state]}
          </Text>
          <Progress value={(each.progress ?? 0) * 100} aria-label={progressWords[each.state] ?? "Progress"} />
        </div>
      )}
      {each.state === "cancelled" && <Text size="sm">Nothing was written.</Text>}
      {each.state === "mapping" && each.header && <ImportMappingForm each={each} />}
      {looked && (
        <>
          <Figures each={each} />
          <ImportRows id={each.id} state={each.state} />
        </>
      )}
    </Stack>
  )
}

const delimiterWord = (delimiter: string) =>
  ({ ",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars" })[delimiter] ?? delimiter

function Figures({ each }: { each: Import }) {
  const done = each.state !== "ready"
  const figures: [string, number][] = [
    ["Rows in the file", each.rowsTotal],
    [done ? "Created" : "Would be created", done ? each.rowsCreated : each.rowsNew],
    ["Look like a client we have", each.rowsDuplicate],
    ["Refused", each.rowsRefused],
    ...(each.rowsKept > 0
      ? ([["Kept, for they were edited since", each.rowsKept]] as [string, number][])
      : []),
  ]
  return (
    <dl className={classes.figures}>
      {figures.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value.toLocaleString()}</dd>
        </div>
      ))}
    </dl>
  )
}

function Acts({ each }: { each: Import }) {
  const trpc = useTRPC()
  const client = useTRPCClient()
  const queries = useQueryClient()
  const confirm = useConfirm()
  const settled = {
    onError: failed,
    onSettled: () => void queries.invalidateQueries({ queryKey: trpc.clients.pathKey() }),
  }
  const run = useMutation(trpc.clients.imports.run.mutationOptions(settled))
  const undo = useMutation(trpc.clients.imports.undo.mutationOptions(settled))
  const cancel = useMutation(trpc.clients.imports.cancel.mutationOptions(settled))
  const { id, state } = each
  const writes = each.duplicates === "create" ? each.rowsNew + each.rowsDuplicate : each.rowsNew

  const takeBack = async () => {
    const sure = await confirm({
      title: "Undo this import?",
      text: "The clients it created are removed. Those that somebody has worked on since are kept.",
      act: "Undo the import",
      grave: true,
    })
    if (sure) undo.mutate({ id })
  }
  return (
    <>
      {each.rowsRefused > 0 && (
        <Button
          size="xs"
          variant="default"
          onClick={() =>
            void saveFile(`refused ${each.fileName.replace(/\.[^.]*$/, "")}.csv`, (cursor) =>
              client.clients.imports.refused.query({ id, cursor }),
            ).catch(failed)
          }
        >
          Save the refused rows
        </Button>
      )}
      {["reading", "mapping", "checking", "ready"].includes(state) && (
        <Button size="xs" variant="default" loading={cancel.isPending} onClick={() => cancel.mutate({ id })}>
          Cancel
        </Button>
      )}
      {state === "ready" && (
        <Button size="xs" disabled={writes === 0} loading={run.isPending} onClick={() => run.mutate({ id })}>
          Import {writes.toLocaleString()} {writes === 1 ? "client" : "clients"}
        </Button>
      )}
      {(state === "done" || (state === "failed" && each.rowsCreated > 0)) && (
        <Button size="xs" variant="default" loading={undo.isPending} onClick={() => void takeBack()}>
          Undo the import
        </Button>
      )}
      {state === "done" && (
        <Button component={Link} href="/clients?sort=createdAt&direction=desc" size="xs">
          See the clients
        </Button>
      )}
    </>
  )
}
