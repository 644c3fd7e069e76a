import { defaultShouldDehydrateQuery, MutationCache, QueryCache, QueryClient } from "@tanstack/react-query"
import { isSignedOut } from "./ending"

/** What the page does when a call says that the session is over. */
type OnSignedOut = () => void

/** A query cache with our defaults; the server makes one a render, the browser one a page. */
export function makeQueryClient(onSignedOut?: OnSignedOut): QueryClient {
  const watch = (error: unknown) => {
    if (isSignedOut(error)) onSignedOut?.()
  }
  return new QueryClient({
    queryCache: new QueryCache({ onError: watch }),
    mutationCache: new MutationCache({ onError: watch }),
    defaultOptions: {
      queries: {
        // The live feed says when something changed; this only bounds what a closed socket can hide.
        staleTime: 60_000,
        refetchOnWindowFocus: true,
        // The client itself tries again what passes by itself.
        retry: false,
      },
      mutations: { retry: false },
      dehydrate: { shouldDehydrateQuery: (query) => defaultShouldDehydrateQuery(query) },
    },
  })
}
