"use client"

import { type Role, roleLabels } from "@alphas/domain/permissions"
import { Select, Text } from "@mantine/core"
import type { Editing } from "../../forms/use-editing"
import { ClientSelect } from "./client-select"
import { isRole, roleChoices, roleTexts } from "./words"

export interface RoleValues extends Record<string, unknown> {
  role: Role
  clientId: string | null
}

/** Role, and for a client viewer the client. */
export function RoleFields<Values extends RoleValues>({ editing }: { editing: Editing<Values> }) {
  const { role, clientId } = editing.form.values
  const { errors, setValues } = editing.form
  // Both fields exist in every Values.
  const set = (values: Partial<RoleValues>) => setValues(values as Partial<Values>)
  return (
    <>
      <Select
        label="Role"
        data={roleChoices}
        value={role}
        allowDeselect={false}
        error={errors.role}
        description={roleTexts[role]}
        onChange={(value) => {
          if (isRole(value)) set({ role: value, clientId: value === "client_viewer" ? clientId : null })
        }}
        renderOption={({ option: { value } }) =>
          isRole(value) && (
            <div>
              <Text size="sm">{roleLabels[value]}</Text>
              <Text size="xs" c="dimmed">
                {roleTexts[value]}
              </Text>
            </div>
          )
        }
      />
      {role === "client_viewer" && (
        <ClientSelect
          label="Client"
          value={clientId}
          error={errors.clientId}
          onChange={(value) => set({ clientId: value })}
        />
      )}
    </>
  )
}
