import type { ClientRow } from "@alphas/domain/clients/dto"
import { Group, Text } from "@mantine/core"
import { When } from "../../format/time"
import { Face } from "../../shell/face"
import type { Column } from "../../table/column"
import { RowGlow } from "../../table/row-link"
import { StatusBadge } from "./status-badge"
import { Tags } from "./tags"

const quiet = (text: string | null | undefined) =>
  text && (
    <Text component="span" size="sm" c="dimmed">
      {text}
    </Text>
  )

const name: Column<ClientRow> = {
  id: "name",
  header: "Name",
  width: 230,
  sort: "name",
  cell: (client) => (
    <>
      <RowGlow id={client.id} />
      {client.name}
    </>
  ),
}
const status: Column<ClientRow> = {
  id: "status",
  header: "Status",
  width: 100,
  sort: "status",
  card: "aside",
  cell: (client) => <StatusBadge status={client.status} archived={client.archivedAt !== null} />,
}
const industry: Column<ClientRow> = {
  id: "industry",
  header: "Industry",
  width: 155,
  sort: "industry",
  cell: (client) => client.industry,
}
const owner: Column<ClientRow> = {
  id: "owner",
  header: "Owner",
  width: 155,
  sort: "owner",
  card: "none",
  cell: ({ owner }) =>
    owner ? (
      <Group component="span" gap={8} wrap="nowrap">
        <Face id={owner.id} name={owner.name} size={20} />
        {owner.name}
      </Group>
    ) : (
      quiet("Nobody")
    ),
}
const contact: Column<ClientRow> = {
  id: "contact",
  header: "Contact",
  width: 150,
  card: "none",
  cell: (client) => client.primaryContact?.name,
}
const tags: Column<ClientRow> = {
  id: "tags",
  header: "Tags",
  width: 215,
  card: "none",
  cell: (client) => <Tags tags={client.tags} oneLine />,
}
const changed: Column<ClientRow> = {
  id: "updatedAt",
  header: "Updated",
  width: 100,
  sort: "updatedAt",
  card: "none",
  cell: (client) => <When at={client.updatedAt} />,
}

/** Columns that fit once others are hidden, or on a wide screen. */
const further: Column<ClientRow>[] = [
  {
    id: "domain",
    header: "Website",
    width: 180,
    card: "none",
    hidden: true,
    cell: (client) => quiet(client.domain),
  },
  {
    id: "email",
    header: "Email",
    width: 200,
    card: "none",
    hidden: true,
    cell: (client) => quiet(client.email),
  },
  {
    id: "phone",
    header: "Phone",
    width: 150,
    card: "none",
    hidden: true,
    cell: (client) => quiet(client.phone),
  },
  { id: "city", header: "City", width: 130, card: "none", hidden: true, cell: (client) => client.city },
  {
    id: "currency",
    header: "Currency",
    width: 90,
    card: "none",
    hidden: true,
    cell: (client) => client.currency,
  },
  {
    id: "createdAt",
    header: "Created",
    width: 110,
    sort: "createdAt",
    card: "none",
    hidden: true,
    cell: (client) => <When at={client.createdAt} />,
  },
]

/** The list's columns for people of the agency. What is shown at first fits 1,440 pixels. */
export const internalColumns = [name, status, industry, owner, contact, tags, ...further, changed]

const shownOutside = new Set(["domain", "city"])

/** The list's columns for a client's own people. */
export const outsideColumns = [
  ...[name, status, industry, contact],
  ...further.map((column) => (shownOutside.has(column.id) ? { ...column, hidden: false } : column)),
  changed,
]
