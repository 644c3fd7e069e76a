"use client"

import { isolate } from "@alphas/domain/isolate"
import type { PersonRef } from "@alphas/domain/users/dto"
import { ActionIcon, Text, Title } from "@mantine/core"
import { IconPlus, IconX } from "@tabler/icons-react"
import { useState } from "react"
import { attempt } from "../../feedback/undo"
import { Face } from "../../shell/face"
import classes from "./members.module.css"
import { PersonSelect, useNameOf } from "./person-select"

interface Props {
  members: readonly PersonRef[]
  /** People who are not offered and cannot be removed here: the owner, the manager. */
  fixed: readonly PersonRef[]
  edits: boolean
  /** What stands there while there is nobody. */
  nobody: string
  add: (userId: string) => Promise<unknown>
  remove: (userId: string) => Promise<unknown>
}

/** Who works on something; who may edit it adds and removes people, with undo in the toast. */
export function Members({ members, fixed, edits, nobody, add, remove }: Props) {
  const nameOf = useNameOf()
  const [adding, setAdding] = useState(false)

  const addPerson = async (userId: string | null) => {
    if (userId === null) return
    setAdding(true)
    await attempt(
      () => add(userId),
      `${nameOf(userId) ?? "This person"} is a member now`,
      () => remove(userId),
    )
    setAdding(false)
  }
  const removePerson = ({ id, name }: PersonRef) =>
    attempt(
      () => remove(id),
      `${isolate(name)} is no longer a member`,
      () => add(id),
    )
  return (
    <section aria-label="Members">
      <Title order={2} mb={6}>
        Members
      </Title>
      {members.length === 0 && (
        <Text size="sm" c="dimmed" mb={edits ? 6 : 0}>
          {nobody}
        </Text>
      )}
      <ul className={classes.people}>
        {members.map((person) => (
          <li key={person.id} className={classes.person}>
            <Face id={person.id} name={person.name} />
            <Text size="sm" truncate>
              {person.name}
            </Text>
            {edits && !fixed.some(({ id }) => id === person.id) && (
              <ActionIcon
                className={classes.quiet ?? ""}
                size={24}
                aria-label={`Remove ${person.name}`}
                onClick={() => void removePerson(person)}
              >
                <IconX size={13} />
              </ActionIcon>
            )}
          </li>
        ))}
      </ul>
      {edits && (
        <PersonSelect
          className={classes.inline ?? ""}
          size="xs"
          aria-label="Add member"
          placeholder="Add member"
          leftSection={<IconPlus size={14} stroke={1.6} />}
          leftSectionWidth={36}
          without={[...members, ...fixed]}
          value={null}
          disabled={adding}
          onChange={(userId) => void addPerson(userId)}
        />
      )}
    </section>
  )
}
