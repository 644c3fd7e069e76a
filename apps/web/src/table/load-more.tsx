import { Button } from "@mantine/core"

interface Props {
  list: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => Promise<unknown> }
}

/** Below a list that grows page by page. */
export function LoadMore({ list: { hasNextPage, isFetchingNextPage, fetchNextPage } }: Props) {
  if (!hasNextPage) return null
  return (
    <Button
      size="sm"
      variant="default"
      mt="md"
      loading={isFetchingNextPage}
      onClick={() => void fetchNextPage()}
    >
      Load more
    </Button>
  )
}
