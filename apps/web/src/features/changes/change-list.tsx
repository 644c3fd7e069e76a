"use client"

import type { ChangeEntry } from "@alphas/domain/changes/dto"
import { declarations } from "@alphas/domain/entities"
import { Anchor, Text } from "@mantine/core"
import Link from "next/link"
import { usePermission } from "../../data/me"
import {
  dayOf,
  type Reader,
  sayDay,
  sayDayOf,
  sayFully,
  sayMoment,
  sayMonth,
  sayTime,
} from "../../format/dates"
import { sayMoney } from "../../format/money"
import { sayNumber } from "../../format/numbers"
import { useReader } from "../../format/reader"
import classes from "../../shell/change-list.module.css"
import { Face } from "../../shell/face"
import { mergedBy, UndoMerge } from "./undo-merge"
import { useCurrencies } from "./use-currencies"
import { useNames } from "./use-names"
import { beforeClient, channelWords, sayField, sayValue, sayVerb, type Words } from "./words"

interface Props {
  changes: readonly ChangeEntry[]
  /** Whether each line names its client, and the log is that of everybody; not on the client's own page. */
  withClient?: boolean
  /** The currency of the amounts, where all are of one row. */
  currency?: string
  /** Names of rows that the changes may not tell. */
  named?: readonly Named[]
  /** Begins where the page around it does, instead of having the inset of a whole page. */
  flush?: boolean
  /** The record whose history this is: what can be undone in it is offered. */
  record?: string
}

interface Named {
  id: string
  name: string
}

/** Changes by day, newest first, each with its fields before and after. */
export function ChangeList({
  changes,
  withClient = false,
  currency,
  named = [],
  flush = false,
  record,
}: Props) {
  const reader = useReader()
  const told = useNames(changes, withClient)
  const nameOf = (id: string) => named.find((each) => each.id === id)?.name ?? told(id)
  const currencyOf = useCurrencies(changes, currency)
  const wordsFor = (change: ChangeEntry): Words => ({
    nameOf,
    instant: (at) => sayMoment(at, reader),
    day: (day) => sayDay(day, reader),
    month: (day) => sayMonth(day, reader),
    number: (value) => sayNumber(value, reader.locale),
    money: (minor) => {
      const its = currencyOf(change)
      return its === undefined ? "an amount" : sayMoney(minor, its, reader.locale)
    },
  })
  const days = byDay(changes, reader)
  return (
    <div className={classes.changes} data-flush={flush || undefined}>
      {[...days].map(([day, entries]) => (
        <section key={day}>
          <h2 className={classes.day} suppressHydrationWarning>
            {entries[0] && sayDayOf(entries[0].at, reader)}
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
                    <strong>{change.actor?.name ?? "Alphas"}</strong>{" "}
                    <Action change={change} words={wordsFor(change)} />
                    {withClient && change.clientId && change.clientName && (
                      <>
                        {` ${beforeClient(change)}`}
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
                  <Fields change={change} words={wordsFor(change)} />
                  {record !== undefined && <Undo change={change} changes={changes} id={record} />}
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

/** What was done, with the name of the row where the sentence names it or its fields do not tell. */
function Action({ change, words }: { change: ChangeEntry; words: Words }) {
  const maySee = usePermission("users.read")
  const { entity, entityId, fields } = change
  const { one, title, parent, page } = declarations[entity]
  const [before = "", after] = sayVerb(change, words).split("{name}")
  const name = words.nameOf(entityId)
  if (after === undefined) {
    const unnamed = parent !== undefined && title !== undefined && !(title in fields)
    if (!unnamed || name === undefined) return before
    return (
      <>
        {before}: <bdi>{name}</bdi>
      </>
    )
  }
  const href = entity === "user" && !maySee ? undefined : page?.(entityId)
  return (
    <>
      {before}
      {href === undefined || name === undefined ? (
        <bdi>{name ?? `a ${one}`}</bdi>
      ) : (
        <Anchor component={Link} size="sm" underline="always" href={href}>
          {name}
        </Anchor>
      )}
      {after}
    </>
  )
}

function Undo({ change, changes, id }: { change: ChangeEntry; changes: readonly ChangeEntry[]; id: string }) {
  const merged = mergedBy(change, changes, id)
  return merged && <UndoMerge id={id} merged={merged} />
}

/** By the day that it was where the reader is. */
function byDay(changes: readonly ChangeEntry[], { timeZone }: Reader): Map<string, ChangeEntry[]> {
  const days = new Map<string, ChangeEntry[]>()
  for (const change of changes) {
    const day = dayOf(change.at, timeZone)
    days.set(day, [...(days.get(day) ?? []), change])
  }
  return days
}

/** Fields that say nothing to a reader: which row it is, the line says; that sessions ended or a card moved, the verb. */
const forMachines = [
  ...["id", "version", "sessions", "rank", "createdAt", "updatedAt", "addedAt"],
  // What a merge moved beside what has a line of its own.
  "moved",
]

function Fields({ change, words }: { change: ChangeEntry; words: Words }) {
  const say = (field: string, value: unknown) => sayValue(change.entity, field, value, words)
  const fields = Object.entries(change.fields).filter(([name]) => !forMachines.includes(name))
  if (fields.length === 0) return null
  return (
    <dl className={classes.fields}>
      {fields.map(([name, { before, after }]) => {
        const had = before !== undefined && before !== null && before !== ""
        const has = after !== undefined && after !== null && after !== ""
        return (
          <div key={name}>
            <dt>{sayField(change.entity, name, words)}</dt>
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
