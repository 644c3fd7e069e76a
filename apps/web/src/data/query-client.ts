import {
  defaultShouldDehydrateQuery,
  MutationCache,
  notifyManager,
  QueryCache,
  QueryClient,
} from "@tanstack/react-query"
import { isSignedOut } from "./ending"
import { isGone } from "./refusal"

// What is shown before the server has answered is on the page in the frame in which it was done.
notifyManager.setScheduler(queueMicrotask)

/** What the page does when a call says that the session is over. */
type OnSignedOut = () => void

/** A query cache with our defaults; the server makes one a render, the browser one a page. */
export function makeQueryClient(onSignedOut?: OnSignedOut): QueryClient {
  const watch = (error: unknown) => {
    if (isSignedOut(error)) onSignedOut?.()
  }
  return new QueryClient({
    queryCache: new QueryCache({
      onError: (error, query) => {
        watch(error)
        // Whoever may not read something any more is not shown what they read of it before.
        if (isGone(error)) query.setState({ data: undefined })
      },
    }),
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
