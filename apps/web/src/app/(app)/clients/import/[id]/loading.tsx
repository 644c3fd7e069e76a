import { ImportLoading } from "../../../../../features/clients/imports-skeleton"

export default function Loading() {
  return <ImportLoading />
}
