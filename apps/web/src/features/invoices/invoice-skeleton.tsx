import { Skeleton } from "@mantine/core"
import { RecordSkeleton } from "../../shell/record-skeleton"

/** The shape of an invoice's page while it is on its way. */
export function InvoiceSkeleton() {
  return (
    <RecordSkeleton>
      <Skeleton h={28} w={240} mb={40} />
      <Skeleton h={12} w={160} mb={10} />
      <Skeleton h={12} w={200} mb={40} />
      {[0, 1, 2, 3, 4].map((row) => (
        <Skeleton key={row} h={12} mb={24} />
      ))}
    </RecordSkeleton>
  )
}
