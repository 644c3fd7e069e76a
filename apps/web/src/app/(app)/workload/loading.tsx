import { WorkloadLoading } from "../../../features/workload/workload-page"

export default function Loading() {
  return <WorkloadLoading />
}
