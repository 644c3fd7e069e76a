import type { Page } from "@alphas/domain/paging"
import { infiniteQueryOptions } from "@tanstack/react-query"

/**
 * Options for `useInfiniteQuery` over a keyset list, where "Load more" adds a page:
 * `pages(getQueryKey(trpc.x.list, input, "query"), (cursor) => client.x.list.query({ ...input, cursor }))`.
 * tRPC's own `infiniteQueryOptions` sends a `direction` that no procedure of ours knows, or takes away one that it does.
 */
export function pages<Item>(
  queryKey: readonly unknown[],
  fetchPage: (cursor: string | null, signal: AbortSignal) => Promise<Page<Item>>,
) {
  return infiniteQueryOptions({
    queryKey: [...queryKey, "pages"],
    queryFn: ({ pageParam, signal }) => fetchPage(pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  })
}
