"use client"

import { Skeleton } from "@mantine/core"
import { type ReactNode, useRef } from "react"
import { EmptyRows, FailedRows } from "./blank-rows"
import classes from "./cards.module.css"
import { RowGlow, RowLink } from "./row-link"
import { useRowKeys } from "./use-row-keys"
import { useScrollMemory } from "./use-scroll-memory"

interface Props<Row extends { id: string }> {
  /** What the cards are of, for screen readers. */
  label: string
  rows: readonly Row[] | undefined
  error?: unknown
  retry?: () => void
  /** Cards of the page before are shown while the next loads. */
  waiting?: boolean
  name: (row: Row) => string
  /** The page that the card opens; the whole card is its link. */
  href: (row: Row) => string
  /** What stands below the name. */
  body: (row: Row) => ReactNode
  actions?: (row: Row) => ReactNode
  empty: ReactNode
}

/** A list as cards, with the keys of a table. */
export function Cards<Row extends { id: string }>(props: Props<Row>) {
  const { label, rows, error, retry, waiting, name, href, body, actions, empty } = props
  const area = useRef<HTMLDivElement>(null)
  useScrollMemory(area, rows !== undefined)
  useRowKeys(area, rows, undefined)

  if (error !== undefined && error !== null && rows === undefined) {
    return <FailedRows error={error} {...(retry ? { retry } : {})} />
  }
  if (rows === undefined) return <CardsSkeleton />
  if (rows.length === 0) return <EmptyRows>{empty}</EmptyRows>
  return (
    <div ref={area} className={classes.area} data-waiting={waiting || undefined}>
      <ul className={classes.cards} aria-label={label}>
        {rows.map((row) => (
          <li key={row.id} className={classes.card} data-row={row.id}>
            <RowGlow id={row.id} />
            <div className={classes.name}>
              <RowLink href={href(row)} label={name(row)}>
                {name(row)}
              </RowLink>
            </div>
            {body(row)}
            {actions && <div className={classes.actions}>{actions(row)}</div>}
          </li>
        ))}
      </ul>
    </div>
  )
}

/** The shape of cards that are on their way. */
export function CardsSkeleton() {
  return (
    <div className={classes.area} aria-busy>
      <div className={classes.cards}>
        {[70, 55, 80, 62, 48, 74].map((width) => (
          <div key={width} className={classes.card}>
            <Skeleton h={12} w={`${width}%`} mb={6} />
            <Skeleton h={10} w="40%" />
            <Skeleton h={10} w="60%" />
            <Skeleton h={6} my={6} />
            <Skeleton h={10} w="50%" />
          </div>
        ))}
      </div>
    </div>
  )
}
