"use client"

import { type ImportField, type ImportMapping, importFields, importLabels } from "@alphas/domain/clients/csv"
import { Button, Group, Select, Stack, Switch, Text } from "@mantine/core"
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { useState } from "react"
import { refusalOf } from "../../data/refusal"
import { type Outputs, useTRPC } from "../../data/trpc"
import { RefusalNote } from "../../forms/form"
import classes from "./import.module.css"

type Import = Outputs["clients"]["imports"]["get"]

const choices = importFields.map((value) => ({ value, label: importLabels[value] }))
const isField = (value: string | null): value is ImportField => importFields.some((field) => field === value)

/** Which column of the file holds what. The guess is shown; the person corrects it. */
export function ImportMappingForm({ each }: { each: Import }) {
  const trpc = useTRPC()
  const queries = useQueryClient()
  const samples = useQuery(trpc.clients.imports.rows.queryOptions({ id: each.id, limit: 3 }))
  const [mapping, setMapping] = useState<ImportMapping>(each.mapping ?? {})
  const [create, setCreate] = useState(each.duplicates === "create")
  const check = useMutation(
    trpc.clients.imports.check.mutationOptions({
      onSettled: () => void queries.invalidateQueries({ queryKey: trpc.clients.imports.pathKey() }),
    }),
  )
  const fieldOf = (column: number) => importFields.find((field) => mapping[field] === column) ?? null

  const map = (column: number, value: string | null) => {
    // A field comes from one column, and a column goes into one field.
    const rest = Object.entries(mapping).filter(([field, at]) => at !== column && field !== value)
    setMapping(Object.fromEntries(isField(value) ? [...rest, [value, column]] : rest))
  }
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        Say what each column holds. Columns without a field are left out.
      </Text>
      <div>
        {(each.header ?? []).map((title, column) => (
          // Columns of a file do not move; two of them may bear the same title.
          // biome-ignore lint/suspicious/noArrayIndexKey: as said above
          <div key={column} className={classes.mapping}>
            <Text size="sm" fw={500} truncate>
              {title || `Column ${column + 1}`}
            </Text>
            <span className={classes.sample}>
              {(samples.data?.items ?? [])
                .map((row) => row.values[column])
                .filter(Boolean)
                .join(" · ")}
            </span>
            <Select
              size="xs"
              aria-label={`What the column ${title || column + 1} holds`}
              placeholder="Leave it out"
              clearable
              searchable
              data={choices}
              value={fieldOf(column)}
              onChange={(value) => map(column, value)}
            />
          </div>
        ))}
      </div>
      <Switch
        size="sm"
        label="Also create rows that look like a client we have"
        checked={create}
        onChange={(event) => setCreate(event.currentTarget.checked)}
      />
      {check.error && <RefusalNote refusal={refusalOf(check.error)} />}
      <Group>
        <Button
          size="sm"
          loading={check.isPending}
          onClick={() => check.mutate({ id: each.id, mapping, duplicates: create ? "create" : "skip" })}
        >
          See what would happen
        </Button>
      </Group>
    </Stack>
  )
}
