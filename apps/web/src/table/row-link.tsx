"use client"

import Link from "next/link"
import type { MouseEvent, ReactNode } from "react"
import { useGlow } from "../data/glow"
import classes from "./data-table.module.css"

interface Props {
  href: string
  label: string
  open?: () => void
  children: ReactNode
}

/** The link of a row. It is a real one, stretched over the whole row: it opens in a new tab, and can be copied. */
export function RowLink({ href, label, open, children }: Props) {
  const click = (event: MouseEvent) => {
    if (!open || event.metaKey || event.ctrlKey || event.shiftKey) return
    event.preventDefault()
    open()
  }
  return (
    <Link
      className={classes.link}
      href={href}
      onClick={click}
      aria-label={label}
      data-row-link
      prefetch={false}
    >
      {children}
    </Link>
  )
}

/** Lets the row in which it stands glow when somebody else has just changed it. Put it into the first cell. */
export function RowGlow({ id }: { id: string }) {
  return useGlow(id) ? <span className={classes.glow} data-glow aria-hidden /> : null
}
