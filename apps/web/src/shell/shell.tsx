"use client"

import dynamic from "next/dynamic"
import { type ReactNode, useCallback, useMemo, useState } from "react"
import { useMe } from "../data/me"
import { usePreference } from "../data/preferences"
import { useKeys } from "../forms/use-keys"
import { BottomBar } from "./bottom-bar"
import { ConnectionLine } from "./connection-line"
import { FrameContext } from "./frame"
import { usePlaces } from "./places"
import { PresenceProvider } from "./presence"
import classes from "./shell.module.css"
import { Sidebar } from "./sidebar"
import { useGo } from "./use-go"
import { useOfflineGuard } from "./use-offline-guard"

// Opened by a key or a button, and not part of the first load.
const Palette = dynamic(() => import("./palette").then((module) => module.Palette), { ssr: false })
const KeyList = dynamic(() => import("./key-list").then((module) => module.KeyList), { ssr: false })

/** The frame: sidebar (a bottom bar on a phone), palette, list of keys. The page owns the rest. */
export function Shell({ children }: { children: ReactNode }) {
  const go = useGo()
  const places = usePlaces()
  const { agency } = useMe()
  const [width, setWidth] = usePreference<string>("nav", "wide")
  const [palette, setPalette] = useState(false)
  const [keys, setKeys] = useState(false)
  const frame = useMemo(() => ({ openPalette: () => setPalette(true), openKeys: () => setKeys(true) }), [])
  const narrow = width === "narrow"
  const toggle = useCallback(() => setWidth(narrow ? "wide" : "narrow"), [narrow, setWidth])

  useOfflineGuard()
  useKeys({
    "mod+k": frame.openPalette,
    "?": frame.openKeys,
    "mod+b": toggle,
    ...Object.fromEntries(places.map((place) => [`g ${place.key}`, () => go(place.href)])),
  })

  return (
    <FrameContext value={frame}>
      <a className={classes.skip} href="#page">
        Skip to content
      </a>
      <div className={classes.shell} data-narrow={narrow || undefined}>
        <Sidebar places={places} agency={agency.agencyName} narrow={narrow} toggle={toggle} />
        <div className={classes.page}>
          <ConnectionLine />
          <PresenceProvider>{children}</PresenceProvider>
        </div>
        <BottomBar places={places} />
      </div>
      {palette && <Palette close={() => setPalette(false)} />}
      {keys && <KeyList close={() => setKeys(false)} />}
    </FrameContext>
  )
}
