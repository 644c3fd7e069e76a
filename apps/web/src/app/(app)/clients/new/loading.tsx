import { NewClientLoading } from "../../../../features/clients/new-client-skeleton"

export default function Loading() {
  return <NewClientLoading />
}
