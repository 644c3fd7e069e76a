"use client"

import { QueryClientProvider } from "@tanstack/react-query"
import { createContext, type ReactNode, useContext, useState } from "react"
import { openClient } from "./client"
import { noteConnection } from "./connection"
import { makeQueryClient } from "./query-client"
import { openSignIn } from "./signed-out"
import { Stale } from "./stale"
import { trpc } from "./trpc"

const StaleContext = createContext<Stale | null>(null)

/** The page's connection and its cache of answers. `socketUrl` comes from the server, which knows the environment. */
export function DataProvider({ socketUrl, children }: { socketUrl: string; children: ReactNode }) {
  const [{ queries, stale, client }] = useState(() => {
    const queries = makeQueryClient(openSignIn)
    const stale = new Stale(queries)
    const client = openClient(socketUrl, stale, { onConnection: noteConnection, onSignedOut: openSignIn })
    return { queries, stale, client }
  })
  return (
    <trpc.Provider client={client} queryClient={queries}>
      <QueryClientProvider client={queries}>
        <StaleContext value={stale}>{children}</StaleContext>
      </QueryClientProvider>
    </trpc.Provider>
  )
}

/** What changed and is not fetched again yet. */
export function useStale(): Stale {
  const stale = useContext(StaleContext)
  if (stale === null) throw new Error("useStale is used outside DataProvider.")
  return stale
}
