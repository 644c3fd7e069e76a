"use client"

import type { Client } from "@alphas/domain/clients/dto"
import { Anchor, Stack, Text, Title } from "@mantine/core"
import { useReader } from "../../format/reader"
import { Facts } from "../../shell/facts"
import { usePermission } from "../session/me"
import classes from "./client-page.module.css"
import { Tags } from "./tags"

/** What the client is. */
export function OverviewTab({ client }: { client: Client }) {
  const { locale } = useReader()
  const internal = usePermission("clients.internal")
  const place = [client.postalCode, client.city].filter(Boolean).join(" ")
  const country =
    client.country && (new Intl.DisplayNames(locale, { type: "region" }).of(client.country) ?? client.country)
  return (
    <Stack gap="xl">
      <Facts
        facts={[
          [
            "Website",
            client.website && (
              <Anchor
                href={`https://${client.domain ?? client.website}`}
                target="_blank"
                rel="noreferrer"
                size="sm"
              >
                {client.domain ?? client.website}
              </Anchor>
            ),
          ],
          [
            "Email",
            client.email && (
              <Anchor href={`mailto:${client.email}`} size="sm">
                {client.email}
              </Anchor>
            ),
          ],
          [
            "Phone",
            client.phone && (
              <Anchor href={`tel:${client.phone.replace(/[^+\d]/g, "")}`} size="sm">
                {client.phone}
              </Anchor>
            ),
          ],
          ["Industry", client.industry],
          ["Address", [client.street, place, client.region, country].filter(Boolean).join(", ")],
          ["VAT number", client.vatId],
          ["Billed in", client.currency],
          ["Tags", client.tags.length > 0 && <Tags key="tags" tags={client.tags} />],
        ]}
      />
      {internal && (
        <section>
          <Title order={2} mb={6}>
            Internal notes
          </Title>
          {client.notes ? (
            <Text className={classes.notes ?? ""} size="sm">
              {client.notes}
            </Text>
          ) : (
            <Text size="sm" c="dimmed">
              Nothing noted. The client never sees these.
            </Text>
          )}
        </section>
      )}
    </Stack>
  )
}
