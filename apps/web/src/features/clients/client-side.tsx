"use client"

import type { Client } from "@alphas/domain/clients/dto"
import { Anchor, Stack, Text, Title } from "@mantine/core"
import { useRouter } from "next/navigation"
import { useReader } from "../../format/reader"
import { When } from "../../format/time"
import { Face } from "../../shell/face"
import { Facts } from "../../shell/facts"
import { usePermission } from "../session/me"
import { ClientMembers } from "./client-members"
import classes from "./client-page.module.css"
import { countryName } from "./countries"
import { listAddress } from "./list-memory"
import { PersonSelect, useNameOf } from "./person-select"
import { Tags } from "./tags"
import { useHandOver } from "./use-hand-over"
import { useQuickChange } from "./use-quick-change"

/** At the side of a client: who looks after it, and the facts. */
export function ClientSide({ client }: { client: Client }) {
  const internal = usePermission("clients.internal")
  return (
    <aside className={classes.side} aria-label="Facts">
      <Stack gap={22}>
        {internal && (
          <>
            <section>
              <Title order={2} mb={6}>
                Owner
              </Title>
              <Owner client={client} />
            </section>
            <ClientMembers client={client} />
          </>
        )}
        <section className={classes.facts}>
          <Title order={2} mb={6}>
            Details
          </Title>
          <Details client={client} />
        </section>
      </Stack>
    </aside>
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
      said: name ? `${name} owns ${client.name} now` : `${client.name} has no owner now`,
      ...(lost ? {} : { undo: { ownerId: owner?.id ?? null } }),
    })
    if (saved && lost) router.push(listAddress())
  }
  if (edits && client.archivedAt === null) {
    return (
      <PersonSelect
        className={classes.inline ?? ""}
        size="xs"
        aria-label="Owner"
        value={owner?.id ?? null}
        known={owner}
        leftSection={owner && <Face id={owner.id} name={owner.name} />}
        leftSectionWidth={36}
        onChange={(id) => void assign(id)}
      />
    )
  }
  return owner ? (
    <div className={classes.person}>
      <Face id={owner.id} name={owner.name} />
      <Text size="sm">{owner.name}</Text>
    </div>
  ) : (
    <Text size="sm" c="dimmed">
      Nobody. Only its members and those who see every client see it.
    </Text>
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
        ["Changed", <When key="changed" at={client.updatedAt} />],
      ]}
    />
  )
}
