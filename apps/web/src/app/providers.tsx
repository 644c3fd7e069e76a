"use client"

import { MantineProvider } from "@mantine/core"
import { Notifications } from "@mantine/notifications"
import type { ReactNode } from "react"
import { DataProvider } from "../data/data-provider"
import { cssVariables, theme } from "../theme"

/** What every page has, signed in or not. */
export function Providers({ socketUrl, children }: { socketUrl: string; children: ReactNode }) {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <DataProvider socketUrl={socketUrl}>{children}</DataProvider>
      <Notifications position="bottom-right" limit={4} autoClose={6000} />
    </MantineProvider>
  )
}
