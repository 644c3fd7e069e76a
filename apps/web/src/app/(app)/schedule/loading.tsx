import { ScheduleLoading } from "../../../features/schedule/schedule-page"

export default function Loading() {
  return <ScheduleLoading />
}
