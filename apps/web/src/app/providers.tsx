"use client"

import { MantineProvider } from "@mantine/core"
import { Notifications } from "@mantine/notifications"
import type { ReactNode } from "react"
import { DataProvider } from "../data/data-provider"
import { ConfirmProvider } from "../feedback/confirm"
import { cssVariables, theme } from "../theme"

/** What every page has, signed in or not. */
export function Providers({ socketUrl, children }: { socketUrl: string; children: ReactNode }) {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <DataProvider socketUrl={socketUrl}>
        <ConfirmProvider>{children}</ConfirmProvider>
      </DataProvider>
      <Notifications position="bottom-right" limit={4} autoClose={6000} />
    </MantineProvider>
  )
}
