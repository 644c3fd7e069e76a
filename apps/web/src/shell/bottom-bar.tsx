"use client"

import { Popover, UnstyledButton } from "@mantine/core"
import { IconDots } from "@tabler/icons-react"
import { useState } from "react"
import classes from "./bottom-bar.module.css"
import type { Place } from "./navigation"
import { NearLink } from "./near-link"
import { useIsHere } from "./places"

/** Places that fit beside each other on the narrowest phone. */
const room = 5

/** The navigation of a phone, where a thumb reaches it; what has no room there is one tap further. */
export function BottomBar({ places }: { places: Place[] }) {
  const isHere = useIsHere()
  const shown = places.length > room ? places.slice(0, room - 1) : places
  const more = places.slice(shown.length)
  return (
    <nav className={classes.bar} aria-label="Main">
      {shown.map((place) => (
        <NearLink
          key={place.href}
          className={classes.place}
          href={place.href}
          aria-current={isHere(place) ? "page" : undefined}
        >
          <place.icon size={20} stroke={1.6} aria-hidden />
          {place.label}
        </NearLink>
      ))}
      {more.length > 0 && <More places={more} />}
    </nav>
  )
}

function More({ places }: { places: Place[] }) {
  const isHere = useIsHere()
  const [opened, setOpened] = useState(false)
  const close = () => setOpened(false)
  // Links of the bar itself, not a menu of actions: a reader of the screen finds them where the others are.
  return (
    <Popover position="top-end" opened={opened} onChange={setOpened} withinPortal={false} withRoles={false}>
      <Popover.Target>
        <UnstyledButton
          className={classes.place ?? ""}
          aria-expanded={opened}
          data-here={places.some(isHere) || undefined}
          onClick={() => setOpened(!opened)}
        >
          <IconDots size={20} stroke={1.6} aria-hidden />
          More
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown className={classes.more ?? ""}>
        {places.map((place) => (
          <NearLink
            key={place.href}
            className={classes.further}
            href={place.href}
            aria-current={isHere(place) ? "page" : undefined}
            onClick={close}
          >
            <place.icon size={18} stroke={1.6} aria-hidden />
            {place.label}
          </NearLink>
        ))}
      </Popover.Dropdown>
    </Popover>
  )
}
