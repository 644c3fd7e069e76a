"use client"

import { type ImportField, type ImportMapping, importFields, importLabels } from "@alphas/domain/clients/csv"
import type { ClientImport } from "@alphas/domain/clients/import"
import { Button, Group, Select, Switch, Text } from "@mantine/core"
import { useState } from "react"
import { refusalOf } from "../../data/refusal"
import { trpc } from "../../data/trpc"
import { RefusalNote } from "../../forms/form"
import classes from "./import.module.css"

const choices = importFields.map((value) => ({ value, label: importLabels[value] }))
const isField = (value: string | null): value is ImportField => importFields.some((field) => field === value)

const delimiterWords: Record<string, string> = { ",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars" }

interface Props {
  each: ClientImport
  onChecking: () => void
}

/** Which column of the file holds what. The guess is shown; the person corrects it. */
export function ImportMappingForm({ each, onChecking }: Props) {
  const samples = trpc.clients.imports.rows.useQuery({ id: each.id, limit: 3 })
  const [mapping, setMapping] = useState<ImportMapping>(each.mapping ?? {})
  const [create, setCreate] = useState(each.duplicates === "create")
  const check = trpc.clients.imports.check.useMutation({ onSuccess: onChecking })
  const header = each.header ?? []
  const fieldOf = (column: number) => importFields.find((field) => mapping[field] === column) ?? null
  const named = mapping.name !== undefined

  const map = (column: number, value: string | null) => {
    // A field comes from one column, and a column goes into one field.
    const rest = Object.entries(mapping).filter(([field, at]) => at !== column && field !== value)
    setMapping(Object.fromEntries(isField(value) ? [...rest, [value, column]] : rest))
  }
  return (
    <div>
      <div className={classes.mappingHead} aria-hidden>
        <span>Column</span>
        <span>Sample values</span>
        <span>Imported as</span>
      </div>
      {header.map((title, column) => {
        const field = fieldOf(column)
        const values = (samples.data?.items ?? []).map((row) => row.values[column]).filter(Boolean)
        return (
          // Columns of a file do not move; two of them may bear the same title.
          // biome-ignore lint/suspicious/noArrayIndexKey: as said above
          <div key={column} className={classes.mapping} data-out={field === null || undefined}>
            <Text size="sm" fw={500} truncate title={title}>
              {title || `Column ${column + 1}`}
            </Text>
            <span className={classes.sample} title={values.join("\n")}>
              {values.length > 0 ? values.join(" · ") : "Empty in the first rows"}
            </span>
            <Select
              size="xs"
              aria-label={`Field for the column ${title || column + 1}`}
              placeholder="Do not import"
              clearable
              searchable
              nothingFoundMessage="No matching fields"
              data={choices}
              value={field}
              onChange={(value) => map(column, value)}
            />
          </div>
        )
      })}
      <div className={classes.foot}>
        <Switch
          size="sm"
          label="Also create clients that look like existing ones"
          checked={create}
          onChange={(event) => setCreate(event.currentTarget.checked)}
        />
        <Group gap="sm" ml="auto">
          <Text size="xs" c={named ? "dimmed" : "red"} role="status">
            {named
              ? `${Object.keys(mapping).length} of ${header.length} columns are used`
              : "Choose the column with the client name"}
          </Text>
          <Button
            size="sm"
            disabled={!named}
            loading={check.isPending}
            onClick={() => check.mutate({ id: each.id, mapping, duplicates: create ? "create" : "skip" })}
          >
            Check rows
          </Button>
        </Group>
      </div>
      {check.error && <RefusalNote refusal={refusalOf(check.error)} />}
      <Text size="xs" c="dimmed" mt="sm">
        {[
          each.encoding && `Encoding ${each.encoding.toUpperCase().replace("WINDOWS", "Windows")}`,
          each.delimiter && `separated by ${delimiterWords[each.delimiter] ?? each.delimiter}`,
        ]
          .filter(Boolean)
          .join(", ")}
        . If characters look wrong, save the file as UTF-8 and upload it again.
      </Text>
    </div>
  )
}
