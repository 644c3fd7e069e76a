"use client"

import { defaultPageSize, type Page } from "@alphas/domain/paging"
import { ActionIcon, Group } from "@mantine/core"
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react"
import { useEffect, useRef } from "react"
import { refusalOf } from "../data/refusal"
import { sayCount } from "../format/count"
import { useReader } from "../format/reader"
import classes from "./list.module.css"

/** Where a list stands: its page's number (from 1) and the cursor it begins after. Both live in the address. */
export type Place = {
  page: number
  after: string | null
}

interface Props {
  data: Page<unknown> | undefined
  place: Place
  onPlace: (place: Place) => void
}

/** A link may hold a cursor that the list does not know (cut short, or of another order): then it opens from its beginning. */
export function useKnownPlace(
  error: unknown,
  { after }: Place,
  change: (place: Place, how: "replace") => void,
): void {
  const unknown = error != null && after !== null && "cursor" in refusalOf(error).fields
  useEffect(() => {
    if (unknown) change({ page: 1, after: null }, "replace")
  }, [unknown, change])
}

/**
 * Steps through a list by its keyset cursors. A cursor says only what comes after it, so the way back is remembered
 * here; somebody who came by a link in the middle goes back to the first page.
 */
export function Paging({ data, place, onPlace }: Props) {
  const { locale } = useReader()
  const cursors = useRef(new Map<number, string | null>([[1, null]]))
  if (place.page > 1) cursors.current.set(place.page, place.after)
  const { page } = place
  const back = () => {
    const after = cursors.current.get(page - 1)
    onPlace(after === undefined || page === 2 ? { page: 1, after: null } : { page: page - 1, after })
  }
  const first = (page - 1) * defaultPageSize + 1
  const last = first + (data?.items.length ?? 0) - 1
  const count = (value: number | "10000+") => sayCount(value, locale)
  return (
    <div className={classes.paging}>
      <span data-figures role="status">
        {data && data.items.length > 0 && `${count(first)}–${count(last)}`}
        {data && data.items.length > 0 && data.total !== null && ` of ${count(data.total)}`}
      </span>
      <Group gap={2}>
        <ActionIcon size={28} disabled={page === 1} onClick={back} aria-label="Previous page">
          <IconChevronLeft size={16} />
        </ActionIcon>
        <ActionIcon
          size={28}
          disabled={!data?.nextCursor}
          onClick={() => onPlace({ page: page + 1, after: data?.nextCursor ?? null })}
          aria-label="Next page"
        >
          <IconChevronRight size={16} />
        </ActionIcon>
      </Group>
    </div>
  )
}
