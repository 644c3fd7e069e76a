"use client"

import type { Page } from "@alphas/domain/paging"
import { type Role, roleLabels } from "@alphas/domain/permissions"
import type { User } from "@alphas/domain/users/dto"
import { Group, Text } from "@mantine/core"
import { IconUsers } from "@tabler/icons-react"
import { EmptyState } from "../../feedback/states"
import { When } from "../../format/time"
import { Face } from "../../shell/face"
import type { Column } from "../../table/column"
import { ColumnsMenu } from "../../table/columns-menu"
import { DataTable } from "../../table/data-table"
import { Filter } from "../../table/filter"
import { List } from "../../table/list"
import { Paging } from "../../table/paging"
import { RowGlow } from "../../table/row-link"
import { SearchField } from "../../table/search-field"
import type { PeopleAddress } from "./people-address"
import { StateBadge } from "./person-drawer"
import { roleChoices } from "./words"

const columns: Column<User>[] = [
  {
    id: "name",
    header: "Name",
    width: 260,
    cell: (person) => (
      <Group component="span" gap={9} wrap="nowrap">
        <RowGlow id={person.id} />
        <Face id={person.id} name={person.name} />
        {person.name}
      </Group>
    ),
  },
  { id: "role", header: "Role", width: 130, card: "aside", cell: (person) => roleLabels[person.role] },
  {
    id: "email",
    header: "Email",
    width: 260,
    cell: (person) => (
      <Text component="span" inherit c="dimmed">
        {person.email}
      </Text>
    ),
  },
  { id: "jobTitle", header: "Job title", width: 190, card: "none", cell: (person) => person.jobTitle },
  {
    id: "client",
    header: "Client",
    width: 170,
    card: "none",
    hidden: true,
    cell: (person) => person.clientName,
  },
  {
    id: "state",
    header: "Status",
    width: 100,
    card: "none",
    cell: (person) => <StateBadge person={person} />,
  },
  {
    id: "factor",
    header: "Two-factor authentication",
    width: 120,
    card: "none",
    cell: (person) =>
      person.secondFactor ? (
        "On"
      ) : (
        <Text component="span" inherit c="dimmed">
          Off
        </Text>
      ),
  },
  {
    id: "seen",
    header: "Last seen",
    width: 130,
    card: "none",
    cell: (person) =>
      person.lastSeenAt ? (
        <When at={person.lastSeenAt} />
      ) : (
        <Text component="span" inherit c="dimmed">
          Never
        </Text>
      ),
  },
]

const states = [
  { value: "disabled", label: "Disabled" },
  { value: "all", label: "All" },
]

interface Props {
  data: Page<User> | undefined
  error: unknown
  retry: () => void
  waiting: boolean
  address: PeopleAddress
  change: (change: Partial<PeopleAddress>, how?: "push" | "replace") => void
  open: (id: string | null) => void
}

/** Everybody with an account, as a table. */
export function PeopleList({ data, error, retry, waiting, address, change, open }: Props) {
  const filtered = address.text !== "" || address.role.length > 0 || address.state !== "active"
  const first = { page: 1, after: null }
  return (
    <List
      toolbar={
        <>
          <SearchField
            placeholder="Search by name or email"
            value={address.text}
            onChange={(text) => change({ text, ...first }, "replace")}
          />
          <Filter
            label="Role"
            choices={roleChoices}
            value={address.role}
            onChange={(role) => change({ role: role as Role[], ...first })}
          />
          <Filter
            label="Status"
            single
            choices={states}
            value={address.state === "active" ? [] : [address.state]}
            onChange={([state]) =>
              change({ state: state === "disabled" || state === "all" ? state : "active", ...first })
            }
          />
          <div style={{ flex: 1 }} />
          <ColumnsMenu id="people" columns={columns} />
        </>
      }
      paging={<Paging data={data} place={address} onPlace={change} />}
    >
      <DataTable
        id="people"
        label="People"
        columns={columns}
        rows={data?.items}
        error={error}
        retry={retry}
        waiting={waiting}
        name={(person) => person.name}
        href={(person) => `/people?person=${person.id}`}
        open={(person) => open(person.id)}
        empty={
          <EmptyState icon={IconUsers} title={filtered ? "No matching people" : "No people yet"}>
            {filtered ? "Change the search or remove a filter." : "Invite the people you work with."}
          </EmptyState>
        }
      />
    </List>
  )
}
