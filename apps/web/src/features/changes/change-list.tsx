"use client"

import type { ChangeEntry } from "@alphas/domain/changes/dto"
import { Anchor, Text } from "@mantine/core"
import Link from "next/link"
import { dayOf, sayDay, sayFully, sayMoment, sayTime } from "../../format/dates"
import { useReader } from "../../format/reader"
import { Face } from "../../shell/face"
import classes from "./change-list.module.css"
import { useNames } from "./use-names"
import { channelWords, sayField, sayValue, sayVerb } from "./words"

interface Props {
  changes: readonly ChangeEntry[]
  /** Whether each line names its client; not on the client's own page. */
  withClient?: boolean
}

/** Changes by day, newest first, each with its fields before and after. */
export function ChangeList({ changes, withClient = false }: Props) {
  const reader = useReader()
  const nameOf = useNames()
  const days = byDay(changes, reader.timeZone)
  return (
    <div className={classes.changes}>
      {[...days].map(([day, entries]) => (
        <section key={day}>
          <h2 className={classes.day} suppressHydrationWarning>
            {sayDay(day, reader)}
          </h2>
          <ol className={classes.list}>
            {entries.map((change) => (
              <li key={change.position} className={classes.change}>
                {change.actor ? (
                  <Face id={change.actor.id} name={change.actor.name} size={22} />
                ) : (
                  <span className={classes.nobody} aria-hidden />
                )}
                <div className={classes.text}>
                  <Text size="sm">
                    <strong>{change.actor?.name ?? "Alphas"}</strong> {sayVerb(change)}
                    {withClient && change.clientId && change.clientName && (
                      <>
                        {" "}
                        <Anchor
                          component={Link}
                          size="sm"
                          underline="always"
                          href={`/clients/${change.clientId}`}
                        >
                          {change.clientName}
                        </Anchor>
                      </>
                    )}
                    {change.channel !== "web" && (
                      <Text component="span" size="xs" c="dimmed">
                        {" "}
                        {channelWords[change.channel]}
                      </Text>
                    )}
                  </Text>
                  <Fields
                    change={change}
                    say={(field, value) => sayValue(field, value, nameOf, (at) => sayMoment(at, reader))}
                  />
                </div>
                <time
                  className={classes.time}
                  dateTime={change.at}
                  title={sayFully(change.at, reader)}
                  suppressHydrationWarning
                >
                  {sayTime(change.at, reader)}
                </time>
              </li>
            ))}
          </ol>
        </section>
      ))}
    </div>
  )
}

function byDay(changes: readonly ChangeEntry[], timeZone: string): Map<string, ChangeEntry[]> {
  const days = new Map<string, ChangeEntry[]>()
  for (const change of changes) {
    const day = dayOf(change.at, timeZone)
    days.set(day, [...(days.get(day) ?? []), change])
  }
  return days
}

/** Fields that say nothing to a reader: which row it is, the line says; that sessions ended, the verb. */
const forMachines = ["id", "version", "sessions", "createdAt", "updatedAt"]

function Fields({ change, say }: { change: ChangeEntry; say: (field: string, value: unknown) => string }) {
  const fields = Object.entries(change.fields).filter(([name]) => !forMachines.includes(name))
  if (fields.length === 0) return null
  return (
    <dl className={classes.fields}>
      {fields.map(([name, { before, after }]) => {
        const had = before !== undefined && before !== null && before !== ""
        const has = after !== undefined && after !== null && after !== ""
        return (
          <div key={name}>
            <dt>{sayField(name)}</dt>
            <dd>
              {had && <del>{say(name, before)}</del>}
              {had && has && (
                <span className={classes.arrow} aria-hidden>
                  →
                </span>
              )}
              {has && <ins>{say(name, after)}</ins>}
              {had && !has && <span className={classes.arrow}>removed</span>}
            </dd>
          </div>
        )
      })}
    </dl>
  )
}
