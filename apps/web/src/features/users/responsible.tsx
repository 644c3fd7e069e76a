"use client"

import type { PersonRef } from "@alphas/domain/users/dto"
import { Text, Title } from "@mantine/core"
import { Face } from "../../shell/face"
import classes from "./members.module.css"
import { PersonSelect } from "./person-select"

interface Props {
  /** What the person is to it: "Owner". */
  label: string
  person: PersonRef | null
  /** What stands there without one, for those who cannot choose one. */
  nobody: string
  /** Whether it can be without one. */
  clearable: boolean
  /** Chooses another one, for whoever may. */
  assign: ((id: string | null) => void) | null
}

/** The one person who answers for something; who may edit it chooses another where the name stands. */
export function Responsible({ label, person, nobody, clearable, assign }: Props) {
  return (
    <section>
      <Title order={2} mb={6}>
        {label}
      </Title>
      {assign ? (
        <PersonSelect
          className={classes.inline ?? ""}
          size="xs"
          aria-label={label}
          value={person?.id ?? null}
          known={person}
          clearable={clearable}
          allowDeselect={clearable}
          leftSection={person && <Face id={person.id} name={person.name} />}
          leftSectionWidth={36}
          onChange={assign}
        />
      ) : person ? (
        <div className={classes.person}>
          <Face id={person.id} name={person.name} />
          <Text size="sm">{person.name}</Text>
        </div>
      ) : (
        <Text size="sm" c="dimmed">
          {nobody}
        </Text>
      )}
    </section>
  )
}
