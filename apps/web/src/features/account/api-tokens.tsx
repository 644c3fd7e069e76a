"use client"

import { isolate } from "@alphas/domain/isolate"
import { type TokenScope, tokenScopeLabels, tokenScopes, ways } from "@alphas/domain/permissions"
import type { ApiToken } from "@alphas/domain/users/dto"
import { Badge, Button, Code, Group, Modal, Select, Skeleton, Text, TextInput } from "@mantine/core"
import { IconKey } from "@tabler/icons-react"
import { useState } from "react"
import { usePermission } from "../../data/me"
import { trpc } from "../../data/trpc"
import { useConfirm } from "../../feedback/confirm"
import { Loaded } from "../../feedback/loaded"
import { done, failed } from "../../feedback/undo"
import { When } from "../../format/time"
import { Form } from "../../forms/form"
import { useEditing } from "../../forms/use-editing"
import { Section } from "../../shell/section"
import classes from "./lines.module.css"
import { useProof } from "./proof"
import { SecretDialog } from "./secret-dialog"

/** Secrets by which scripts act in your name. */
export function ApiTokens() {
  const query = trpc.account.tokens.useQuery()
  const [making, setMaking] = useState(false)
  const [secret, setSecret] = useState<string | null>(null)
  return (
    <Section
      title="API tokens"
      text="For scripts and the command line. A token can do what you can; managing people needs its own scope."
    >
      <Loaded query={query} skeleton={<Skeleton h={52} />}>
        {(data) => (
          <ul className={classes.lines}>
            {data.map((token) => (
              <Line key={token.id} token={token} />
            ))}
          </ul>
        )}
      </Loaded>
      <Button
        size="sm"
        variant="default"
        mt={query.data && query.data.length > 0 ? "sm" : 0}
        onClick={() => setMaking(true)}
      >
        Create token
      </Button>
      {making && (
        <NewToken
          close={() => setMaking(false)}
          created={(created) => {
            setMaking(false)
            setSecret(created)
          }}
        />
      )}
      {secret && (
        <SecretDialog
          title="Copy your token"
          text="You will not see it again. Keep it safe, like a password."
          secret={secret}
          name="token-secret"
          close={() => setSecret(null)}
        />
      )}
    </Section>
  )
}

function Line({ token }: { token: ApiToken }) {
  const { id, name, prefix, scope, expiresAt, lastUsedAt } = token
  const confirm = useConfirm()
  const revoke = trpc.account.revokeToken.useMutation({
    onSuccess: () => done("Token revoked"),
    onError: failed,
  })
  const ask = async () => {
    const text = "Anything that uses it stops working immediately."
    if (await confirm({ title: `Revoke ${isolate(name)}?`, text, action: "Revoke", grave: true }))
      revoke.mutate({ id })
  }
  return (
    <li className={classes.line}>
      <IconKey size={18} stroke={1.5} aria-hidden />
      <div className={classes.text}>
        <Group gap={6}>
          <Text size="sm" fw={500} truncate>
            {name}
          </Text>
          <Badge color="gray">{tokenScopeLabels[scope]}</Badge>
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

function NewToken({ close, created }: { close: () => void; created: (secret: string) => void }) {
  const managesPeople = usePermission("users.manage")
  const scopes = tokenScopes
    .filter((scope) => managesPeople || !ways[scope].people)
    .map((scope) => ({ value: scope, label: tokenScopeLabels[scope] }))
  const create = trpc.account.createToken.useMutation()
  const { proven, dialog } = useProof()
  const editing = useEditing({
    initial: { name: "", scope: "read" as TokenScope, days: "90" },
    save: ({ values: { name, scope, days } }) =>
      proven(() => create.mutateAsync({ name, scope, days: Number(days) })),
    onSaved: ({ secret }) => {
      created(secret)
    },
  })
  return (
    <Modal opened onClose={close} title="Create API token">
      <Form editing={editing} action="Create token" guard={false}>
        <TextInput label="Name" description="For example, Nightly export" {...editing.field("name")} />
        <Select label="Access" allowDeselect={false} data={scopes} {...editing.field("scope")} />
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
      {dialog}
    </Modal>
  )
}
