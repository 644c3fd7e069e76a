"use client"

import type { Client } from "@alphas/domain/clients/dto"
import { isolate } from "@alphas/domain/isolate"
import { Anchor, Stack, Title } from "@mantine/core"
import { useRouter } from "next/navigation"
import { usePermission } from "../../data/me"
import { countryName } from "../../format/countries"
import { useReader } from "../../format/reader"
import { When } from "../../format/time"
import { Facts } from "../../shell/facts"
import record from "../../shell/record.module.css"
import { listAddress } from "../../table/list-memory"
import { useNameOf } from "../users/person-select"
import { Responsible } from "../users/responsible"
import { ClientMembers } from "./client-members"
import classes from "./client-page.module.css"
import { Tags } from "./tags"
import { useHandOver } from "./use-hand-over"
import { useQuickChange } from "./use-quick-change"

/** At the side of a client: who looks after it, and the facts. */
export function ClientSide({ client }: { client: Client }) {
  const internal = usePermission("clients.internal")
  return (
    <Stack gap={22}>
      {internal && (
        <>
          <Owner client={client} />
          <ClientMembers client={client} />
        </>
      )}
      <section className={record.facts}>
        <Title order={2} mb={6}>
          Details
        </Title>
        <Details client={client} />
      </section>
    </Stack>
  )
}

function Owner({ client }: { client: Client }) {
  const edits = usePermission("clients.update")
  const router = useRouter()
  const change = useQuickChange()
  const nameOf = useNameOf()
  const { loses, ask } = useHandOver()
  const { owner } = client

  const assign = async (ownerId: string | null) => {
    if (ownerId === (owner?.id ?? null)) return
    const lost = loses(client, ownerId)
    if (lost && !(await ask(client.name))) return
    const name = ownerId === null ? null : nameOf(ownerId)
    const saved = await change(client, {
      changes: { ownerId },
      shown: lost ? {} : { owner: ownerId === null ? null : { id: ownerId, name: name ?? "" } },
      said: name
        ? `${isolate(name)} owns ${isolate(client.name)} now`
        : `${isolate(client.name)} has no owner now`,
      ...(lost ? {} : { undo: { ownerId: owner?.id ?? null } }),
    })
    if (saved && lost) router.push(listAddress("/clients"))
  }
  return (
    <Responsible
      label="Owner"
      person={owner}
      nobody="No owner. Only members and people with access to all clients can see it."
      clearable
      assign={edits && client.archivedAt === null ? (id) => void assign(id) : null}
    />
  )
}

function Details({ client }: { client: Client }) {
  const { locale } = useReader()
  const { domain, website, email, phone, tags } = client
  const town = [client.postalCode, client.city].filter(Boolean).join(" ")
  const address = [client.street, town, client.region, client.country && countryName(client.country, locale)]
  return (
    <Facts
      facts={[
        [
          "Website",
          website && (
            <Anchor href={`https://${domain ?? website}`} target="_blank" rel="noreferrer" size="sm">
              {domain ?? website}
            </Anchor>
          ),
        ],
        [
          "Email",
          email && (
            <Anchor href={`mailto:${email}`} size="sm">
              {email}
            </Anchor>
          ),
        ],
        [
          "Phone",
          phone && (
            <Anchor href={`tel:${phone.replace(/[^+\d]/g, "")}`} size="sm">
              {phone}
            </Anchor>
          ),
        ],
        ["Industry", client.industry],
        [
          "Address",
          address.some(Boolean) && (
            <span key="address" className={classes.address}>
              {address.filter(Boolean).join("\n")}
            </span>
          ),
        ],
        ["VAT number", client.vatId],
        ["Billed in", client.currency],
        ["Tags", tags.length > 0 && <Tags key="tags" tags={tags} />],
        ["Created", <When key="created" at={client.createdAt} />],
        ["Updated", <When key="changed" at={client.updatedAt} />],
      ]}
    />
  )
}
