"use client"

import { ActionIcon, Tooltip } from "@mantine/core"
import { IconLayoutSidebar } from "@tabler/icons-react"
import clsx from "clsx"
import { Mark } from "./mark"
import type { Place } from "./navigation"
import { NearLink } from "./near-link"
import { useIsHere } from "./places"
import classes from "./sidebar.module.css"

interface Props {
  places: Place[]
  agency: string
  narrow: boolean
  toggle: () => void
}

/** Where one can go. Narrow it shows icons, whose words come on hover and to screen readers. */
export function Sidebar({ places, agency, narrow, toggle }: Props) {
  const isHere = useIsHere()
  const action = narrow ? "Expand sidebar" : "Collapse sidebar"
  return (
    <nav className={classes.sidebar} data-narrow={narrow || undefined} aria-label="Main">
      <div className={classes.agency}>
        <Mark />
        <span className={classes.name}>{agency}</span>
      </div>
      <ul className={classes.places}>
        {places.map((place) => (
          <li key={place.href}>
            <Tooltip label={place.label} position="right" disabled={!narrow}>
              <NearLink
                className={classes.place}
                href={place.href}
                aria-current={isHere(place) ? "page" : undefined}
                aria-label={place.label}
              >
                <place.icon size={17} stroke={1.6} aria-hidden />
                <span className={classes.label}>{place.label}</span>
              </NearLink>
            </Tooltip>
          </li>
        ))}
      </ul>
      <Tooltip label={action} position="right">
        <ActionIcon
          className={clsx(classes.toggle)}
          onClick={toggle}
          aria-label={action}
          aria-expanded={!narrow}
        >
          <IconLayoutSidebar size={17} stroke={1.6} />
        </ActionIcon>
      </Tooltip>
    </nav>
  )
}
