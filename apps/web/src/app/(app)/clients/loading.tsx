import { ClientsLoading } from "../../../features/clients/clients-page"

export default function Loading() {
  return <ClientsLoading />
}
