"use client"

import { type ClientImport, isWorking } from "@alphas/domain/clients/import"
import { Alert, Group, Progress, Stack, Text, Title } from "@mantine/core"
import { useState } from "react"
import { trpc } from "../../data/trpc"
import { Loaded } from "../../feedback/loaded"
import { useReader } from "../../format/reader"
import { Page } from "../../shell/page"
import classes from "./import.module.css"
import { ImportActions } from "./import-actions"
import { ImportMappingForm } from "./import-mapping"
import { ImportRows } from "./import-rows"
import { ImportSkeleton } from "./import-skeleton"
import { ImportSteps } from "./import-steps"
import { sayImport } from "./import-words"

/** While a job is at work the page asks this often for its progress, in milliseconds; the live feed tells it as well. */
const askAgain = 1000

/** One import, through all its steps. */
export function ImportPage({ id }: { id: string }) {
  const query = trpc.clients.imports.get.useQuery(
    { id },
    { refetchInterval: ({ state: { data: now } }) => (now && isWorking(now.state) ? askAgain : false) },
  )
  return (
    <Page
      trail={[
        { label: "Clients", href: "/clients" },
        { label: "Import", href: "/clients/import" },
        { label: query.data?.fileName ?? "Import" },
      ]}
    >
      <div className={classes.step}>
        <Loaded query={query} skeleton={<ImportSkeleton />}>
          {(each) => <Step each={each} />}
        </Loaded>
      </div>
    </Page>
  )
}

function Step({ each }: { each: ClientImport }) {
  const { locale } = useReader()
  // Who has seen what would happen can go back to the columns.
  const [again, setAgain] = useState(false)
  const mapping = each.header !== null && (each.state === "mapping" || (each.state === "ready" && again))
  const looked = ["ready", "importing", "done", "undoing", "undone"].includes(each.state) && !mapping
  const { title, text } = sayImport(mapping ? { ...each, state: "mapping" } : each, locale)
  const working = isWorking(each.state)
  return (
    <Stack gap="md">
      <ImportSteps state={mapping ? "mapping" : each.state} />
      <div className={classes.head}>
        <div className={classes.said} role="status">
          <Title order={2}>{title}</Title>
          {text.length > 0 && (
            <Text size="sm" c="dimmed">
              {text.join(" ")}
            </Text>
          )}
        </div>
        <Group gap="xs" className={classes.actions ?? ""}>
          <ImportActions each={each} mapping={mapping} mapAgain={() => setAgain(true)} />
        </Group>
      </div>
      {each.problem && (
        <Alert color="red" variant="light" p="xs" role="alert">
          {each.problem}
        </Alert>
      )}
      {working && (
        <Group gap="sm" wrap="nowrap">
          <Progress value={(each.progress ?? 0) * 100} flex={1} transitionDuration={200} aria-label={title} />
          <Text size="xs" c="dimmed" data-figures w={38} ta="right">
            {Math.floor((each.progress ?? 0) * 100)} %
          </Text>
        </Group>
      )}
      {mapping && <ImportMappingForm each={each} onChecking={() => setAgain(false)} />}
      {looked && <ImportRows each={each} />}
    </Stack>
  )
}
