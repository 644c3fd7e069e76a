"use client"

import { QueryClientProvider } from "@tanstack/react-query"
import { type ReactNode, useState } from "react"
import { openClient } from "./client"
import { noteConnection } from "./connection"
import { makeQueryClient } from "./query-client"
import { openSignIn } from "./signed-out"
import { trpc } from "./trpc"

/** The page's connection and its cache of answers. `socketUrl` comes from the server, which knows the environment. */
export function DataProvider({ socketUrl, children }: { socketUrl: string; children: ReactNode }) {
  const [client] = useState(() =>
    openClient(socketUrl, { onConnection: noteConnection, onSignedOut: openSignIn }),
  )
  const [queries] = useState(() => makeQueryClient(openSignIn))
  return (
    <trpc.Provider client={client} queryClient={queries}>
      <QueryClientProvider client={queries}>{children}</QueryClientProvider>
    </trpc.Provider>
  )
}
