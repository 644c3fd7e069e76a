"use client"

import type { ApiToken } from "@alphas/domain/users/dto"
import { Badge, Button, Code, Group, Modal, Select, Skeleton, Text, TextInput } from "@mantine/core"
import { IconKey } from "@tabler/icons-react"
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { useState } from "react"
import { useTRPC } from "../../data/trpc"
import { useConfirm } from "../../feedback/confirm"
import { FailedState } from "../../feedback/states"
import { done, failed } from "../../feedback/undo"
import { When } from "../../format/time"
import { Form } from "../../forms/form"
import { useEditing } from "../../forms/use-editing"
import { Section } from "../../shell/section"
import classes from "./lines.module.css"
import { SecretDialog } from "./secret-dialog"

/** Secrets by which scripts act in your name. */
export function ApiTokens() {
  const trpc = useTRPC()
  const { data, error, refetch } = useQuery(trpc.account.tokens.queryOptions())
  const [making, setMaking] = useState(false)
  const [secret, setSecret] = useState<string | null>(null)
  return (
    <Section title="API tokens" text="For scripts and the command line. A token may do what you may.">
      {error && !data ? (
        <FailedState error={error} retry={() => void refetch()} />
      ) : data ? (
        <ul className={classes.lines}>
          {data.map((token) => (
            <Line key={token.id} token={token} />
          ))}
        </ul>
      ) : (
        <Skeleton h={52} />
      )}
      <Button
        size="sm"
        variant="default"
        mt={data && data.length > 0 ? "sm" : 0}
        onClick={() => setMaking(true)}
      >
        Make a token
      </Button>
      {making && (
        <NewToken
          close={() => setMaking(false)}
          made={(made) => {
            setMaking(false)
            setSecret(made)
          }}
        />
      )}
      {secret && (
        <SecretDialog
          title="Copy your token"
          text="It is shown only now. Keep it like a password."
          secret={secret}
          name="token-secret"
          close={() => setSecret(null)}
        />
      )}
    </Section>
  )
}

const scopes = [
  { value: "read", label: "Read" },
  { value: "read_write", label: "Read and write" },
] as const

function Line({ token }: { token: ApiToken }) {
  const { id, name, prefix, scope, expiresAt, lastUsedAt } = token
  const trpc = useTRPC()
  const queries = useQueryClient()
  const confirm = useConfirm()
  const revoke = useMutation(
    trpc.account.revokeToken.mutationOptions({
      onSuccess: () => done("The token is revoked"),
      onError: failed,
      onSettled: () => void queries.invalidateQueries({ queryKey: trpc.account.tokens.queryKey() }),
    }),
  )
  const ask = async () => {
    const text = "Whatever uses it stops working at once."
    if (await confirm({ title: `Revoke ${name}?`, text, act: "Revoke", grave: true })) revoke.mutate({ id })
  }
  return (
    <li className={classes.line}>
      <IconKey size={18} stroke={1.5} aria-hidden />
      <div className={classes.text}>
        <Group gap={6}>
          <Text size="sm" fw={500} truncate>
            {name}
          </Text>
          <Badge color="gray">{scope === "read" ? "Read" : "Read and write"}</Badge>
        </Group>
        <Text size="xs" c="dimmed">
          <Code fz={11}>{prefix}…</Code> · expires <When at={expiresAt} /> ·{" "}
          {lastUsedAt ? (
            <>
              used <When at={lastUsedAt} />
            </>
          ) : (
            "never used"
          )}
        </Text>
      </div>
      <Button size="xs" variant="default" loading={revoke.isPending} onClick={ask}>
        Revoke
      </Button>
    </li>
  )
}

function NewToken({ close, made }: { close: () => void; made: (secret: string) => void }) {
  const trpc = useTRPC()
  const queries = useQueryClient()
  const create = useMutation(trpc.account.createToken.mutationOptions())
  const editing = useEditing({
    initial: { name: "", scope: "read", days: "90" },
    save: ({ values: { name, scope, days } }) =>
      create.mutateAsync({ name, scope: scope === "read_write" ? "read_write" : "read", days: Number(days) }),
    onSaved: ({ secret }) => {
      void queries.invalidateQueries({ queryKey: trpc.account.tokens.queryKey() })
      made(secret)
    },
  })
  return (
    <Modal opened onClose={close} title="Make an API token">
      <Form editing={editing} act="Make the token" guard={false}>
        <TextInput label="Name" description="What it is for: Nightly export." {...editing.field("name")} />
        <Select label="It may" allowDeselect={false} data={[...scopes]} {...editing.field("scope")} />
        <Select
          label="Expires"
          allowDeselect={false}
          data={[
            { value: "30", label: "In 30 days" },
            { value: "90", label: "In 90 days" },
            { value: "366", label: "In a year" },
          ]}
          {...editing.field("days")}
        />
      </Form>
    </Modal>
  )
}
