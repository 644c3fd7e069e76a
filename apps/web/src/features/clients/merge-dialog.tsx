"use client"

import type { Client } from "@alphas/domain/clients/dto"
import { keptOf } from "@alphas/domain/clients/kept"
import { type Merged, type MergeField, mergeFields } from "@alphas/domain/clients/merge"
import { clientStatusLabels } from "@alphas/domain/clients/words"
import { isolate } from "@alphas/domain/isolate"
import { Button, Group, Modal, Radio, SegmentedControl, Skeleton, Text } from "@mantine/core"
import { useState } from "react"
import { trpc } from "../../data/trpc"
import { FailedState } from "../../feedback/states"
import { attempt } from "../../feedback/undo"
import { useReturnFocus } from "../../forms/use-return-focus"
import { clientLabels } from "./client-values"
import classes from "./merge-dialog.module.css"

interface Props {
  ids: readonly [string, string]
  close: () => void
  onMerged: (keptId: string) => void
}

const labels: Record<MergeField, string> = {
  ...clientLabels,
  owner: "Owner",
  primaryContact: "Primary contact",
} as Record<MergeField, string> // every field that a client has, and these two

/** Two clients that are the same one: which to keep, and whose value of each field. */
export function MergeDialog({ ids, close, onMerged }: Props) {
  useReturnFocus()
  const [first, second] = trpc.useQueries((t) => [
    t.clients.get({ id: ids[0] }, { staleTime: 0 }),
    t.clients.get({ id: ids[1] }, { staleTime: 0 }),
  ])
  const error = first.error ?? second.error
  return (
    <Modal opened onClose={close} title="Merge two clients" size="xl" yOffset="6vh">
      {first.data && second.data ? (
        <Compare one={first.data} other={second.data} close={close} onMerged={onMerged} />
      ) : error ? (
        <FailedState error={error} />
      ) : (
        <div aria-busy>
          <Skeleton h={52} mb="lg" />
          {["name", "website", "email", "phone"].map((field) => (
            <Skeleton key={field} h={36} mb="sm" />
          ))}
        </div>
      )}
    </Modal>
  )
}

const seen = ({ id, version }: Client) => ({ id, version })

interface CompareProps {
  one: Client
  other: Client
  close: () => void
  onMerged: (keptId: string) => void
}

function Compare({ one, other, close, onMerged }: CompareProps) {
  const merge = trpc.clients.merge.useMutation()
  const undoMerge = trpc.clients.undoMerge.useMutation()
  const [keptId, setKeptId] = useState(() => keptOf(one, other).id)
  const [picks, setPicks] = useState<Partial<Record<MergeField, "keep" | "merge">>>({})
  const [kept, merged] = keptId === one.id ? [one, other] : [other, one]
  const differing = mergeFields.filter((field) => say(kept, field) !== say(merged, field))
  const isYounger = merged.createdAt < kept.createdAt
  const standard = (field: MergeField) =>
    field === "status" ? isYounger : say(kept, field) === "" && field !== "notes"
  const pickOf = (field: MergeField) => picks[field] ?? (standard(field) ? "merge" : "keep")

  const action = async () => {
    const merging = () =>
      merge.mutateAsync({
        clients: [seen(kept), seen(merged)],
        keepId: kept.id,
        // Notes that nobody picked are joined by the server.
        fields: Object.fromEntries(
          differing
            .filter((field) => field !== "notes" || picks.notes)
            .map((field) => [field, pickOf(field)]),
        ),
      })
    const undo = ({ id, mergedId }: Merged) => undoMerge.mutateAsync({ id, mergedId })
    if (await attempt(merging, `${isolate(merged.name)} merged into ${isolate(kept.name)}`, undo))
      onMerged(kept.id)
  }
  const swap = (id: string) => {
    setKeptId(id)
    setPicks({})
  }
  return (
    <>
      <Text size="sm" c="dimmed" mb="md">
        The client you keep gets the contacts, members, tags and history of both. You can undo this here or in
        the history of the client.
      </Text>
      <Text size="sm" fw={500} mb={4} id="merge-keep">
        Client to keep
      </Text>
      <SegmentedControl
        className={classes.keep ?? ""}
        fullWidth
        aria-labelledby="merge-keep"
        value={keptId}
        onChange={swap}
        data={[one, other].map((client) => ({ value: client.id, label: <Side client={client} /> }))}
        mb="md"
      />
      {differing.length === 0 && <Text size="sm">All fields are the same.</Text>}
      {differing.map((field) => (
        <Radio.Group
          key={field}
          className={classes.field ?? ""}
          classNames={{ label: classes.label ?? "" }}
          label={labels[field]}
          value={picks[field] === undefined && field === "notes" ? "both" : pickOf(field)}
          onChange={(value) => {
            const { [field]: _was, ...rest } = picks
            setPicks(value === "keep" || value === "merge" ? { ...rest, [field]: value } : rest)
          }}
        >
          <div className={classes.choices}>
            <Choice value="keep" text={say(kept, field)} />
            <Choice value="merge" text={say(merged, field)} />
            {field === "notes" && <Choice value="both" text="Keep both" />}
          </div>
        </Radio.Group>
      ))}
      <Group justify="flex-end" gap="xs" className={classes.foot ?? ""}>
        <Button size="sm" variant="default" onClick={close}>
          Cancel
        </Button>
        <Button
          size="sm"
          loading={merge.isPending}
          className={classes.action ?? ""}
          onClick={() => void action()}
        >
          Merge into <bdi>{kept.name}</bdi>
        </Button>
      </Group>
    </>
  )
}

/** What hangs on each of the two, so that one sees which is the fuller one. */
function Side({ client }: { client: Client }) {
  const { name, domain, contacts } = client
  const people = `${contacts.length} ${contacts.length === 1 ? "contact" : "contacts"}`
  return (
    <span className={classes.side}>
      <span>{name}</span>
      <small>{[domain, people].filter(Boolean).join(" · ")}</small>
    </span>
  )
}

function Choice({ value, text }: { value: string; text: string }) {
  return (
    <Radio.Card className={classes.choice ?? ""} value={value}>
      <Group wrap="nowrap" gap="xs" align="flex-start">
        <Radio.Indicator size="xs" mt={2} />
        <Text size="sm" lineClamp={4} {...(text === "" ? { c: "dimmed" } : {})}>
          {text === "" ? "Empty" : text}
        </Text>
      </Group>
    </Radio.Card>
  )
}

/** A field as words; two that read the same are the same. */
function say(client: Client, field: MergeField): string {
  if (field === "owner") return client.owner?.name ?? ""
  if (field === "primaryContact") return client.primaryContact?.name ?? ""
  if (field === "status") return clientStatusLabels[client.status]
  return client[field] ?? ""
}
