import { TasksLoading } from "../../../features/tasks/tasks-page"

export default function Loading() {
  return <TasksLoading />
}
