"use client"

import type { Contact } from "@alphas/domain/clients/dto"
import { Anchor, Badge, Text } from "@mantine/core"
import type { ReactNode } from "react"
import { Face } from "../../shell/face"
import { RowGlow } from "../../table/row-link"
import classes from "./client-page.module.css"

interface Props {
  contact: Contact
  actions?: ReactNode
  /** Whether what was noted about the person is shown as well. */
  notes?: boolean
}

/** A person at a client: who it is, and how to reach them. */
export function ContactLine({ contact, actions, notes = false }: Props) {
  const { id, name, email, phone, jobTitle, isPrimary } = contact
  return (
    <li className={classes.contact}>
      <RowGlow id={id} />
      <Face id={id} name={name} size={28} />
      <div className={classes.who}>
        <div className={classes.whoName}>
          <Text size="sm" fw={500} truncate title={name}>
            {name}
          </Text>
          {isPrimary && <Badge size="sm">Primary</Badge>}
        </div>
        {jobTitle && (
          <Text size="xs" c="dimmed" truncate title={jobTitle}>
            {jobTitle}
          </Text>
        )}
      </div>
      <div className={classes.reach} data-reach="email">
        {email && (
          <Anchor href={`mailto:${email}`} size="sm" title={email}>
            {email}
          </Anchor>
        )}
      </div>
      <div className={classes.reach} data-reach="phone">
        {phone && (
          <Anchor href={`tel:${phone.replace(/[^+\d]/g, "")}`} size="sm" c="dimmed">
            {phone}
          </Anchor>
        )}
      </div>
      {actions && <div className={classes.contactActs}>{actions}</div>}
      {notes && contact.notes && (
        <Text size="xs" c="dimmed" className={classes.contactNotes ?? ""}>
          {contact.notes}
        </Text>
      )}
    </li>
  )
}
