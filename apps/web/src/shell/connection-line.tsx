"use client"

import { useEffect, useState } from "react"
import { useConnection } from "../data/connection"
import classes from "./connection-line.module.css"

/** A short interruption is nobody's business; a longer one gets a thin line, in milliseconds. */
const patience = 4000

/** Says in one thin line that the page is offline, or does not hear of changes just now. */
export function ConnectionLine() {
  const state = useConnection()
  const [shown, setShown] = useState<"offline" | "reconnecting" | null>(null)
  useEffect(() => {
    if (state === "live") return setShown(null)
    if (state === "offline") return setShown("offline")
    const timer = setTimeout(() => setShown("reconnecting"), patience)
    return () => clearTimeout(timer)
  }, [state])
  return (
    <div className={classes.line} role="status" data-state={shown ?? undefined}>
      {shown === "offline" && "You are offline. The data may be out of date, and you cannot save changes."}
      {shown === "reconnecting" && "Reconnecting. Changes by others appear once you are back online."}
    </div>
  )
}
