import { ClientLoading } from "../../../../features/clients/client-skeleton"

export default function Loading() {
  return <ClientLoading />
}
