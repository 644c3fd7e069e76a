"use client"

import type { Present } from "@alphas/domain/changes/dto"
import { may } from "@alphas/domain/permissions"
import { Tooltip } from "@mantine/core"
import { usePathname } from "next/navigation"
import { createContext, type ReactNode, useContext, useEffect, useState } from "react"
import { useMe } from "../data/me"
import { trpc } from "../data/trpc"
import { Face } from "./face"
import classes from "./presence.module.css"

interface Online {
  /** Everybody who is online, without oneself. */
  people: Present[]
  /** The client whose page is open. */
  clientId: string | null
}

const OnlineContext = createContext<Online>({ people: [], clientId: null })

/** Faces that are shown before the rest becomes a number. */
const shown = 4

const clientPage = /^\/clients\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:\/|$)/

/** Says where this person is, and hears where the others are. */
export function PresenceProvider({ children }: { children: ReactNode }) {
  const { client } = trpc.useUtils()
  const { id: me, role } = useMe()
  const [people, setPeople] = useState<Present[]>([])
  const clientId = clientPage.exec(usePathname())?.[1] ?? null
  const allowed = may(role, "presence.read")
  useEffect(() => {
    if (!allowed) return setPeople([])
    const following = client.presence.live.subscribe({ clientId }, { onData: setPeople })
    return () => following.unsubscribe()
  }, [client, clientId, allowed])
  const others = people.filter((person) => person.id !== me)
  return <OnlineContext value={{ people: others, clientId }}>{children}</OnlineContext>
}

/** The faces of who is online; on a client's page, those who look at it too stand first and bear a ring. */
export function Presence() {
  const { people, clientId } = useContext(OnlineContext)
  const isHere = (person: Present) => clientId !== null && person.clientIds.includes(clientId)
  const sorted = [...people.filter(isHere), ...people.filter((person) => !isHere(person))]
  const rest = sorted.slice(shown)
  if (sorted.length === 0) return null
  return (
    <ul className={classes.faces} aria-label="Online now">
      {sorted.slice(0, shown).map((person) => {
        const words = isHere(person) ? `${person.name} is looking at this client` : `${person.name} is online`
        return (
          <li key={person.id}>
            <Tooltip label={words}>
              <span
                className={classes.place}
                data-here={isHere(person) || undefined}
                role="img"
                aria-label={words}
              >
                <Face id={person.id} name={person.name} size={24} />
              </span>
            </Tooltip>
          </li>
        )
      })}
      {rest.length > 0 && (
        <li>
          <Tooltip label={rest.map((person) => person.name).join(", ")} multiline maw={280}>
            <span className={classes.rest}>+{rest.length}</span>
          </Tooltip>
        </li>
      )}
    </ul>
  )
}
