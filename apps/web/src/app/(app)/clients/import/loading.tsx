import { ImportsLoading } from "../../../../features/clients/imports-skeleton"

export default function Loading() {
  return <ImportsLoading />
}
