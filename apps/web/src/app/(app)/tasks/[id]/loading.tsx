import { TaskLoading } from "../../../../features/tasks/task-skeleton"

export default function Loading() {
  return <TaskLoading />
}
