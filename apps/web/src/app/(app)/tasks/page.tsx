import type { Metadata } from "next"
import {
  isId,
  myTasksQuery,
  standardTasks,
  tasksQuery,
  taskViewOf,
} from "../../../features/tasks/tasks-address"
import { TasksPage } from "../../../features/tasks/tasks-page"
import { everybody } from "../../../features/users/everybody"
import { pageQueries, pageTrpc } from "../../../server/caller"
import { Hydrated, type PageProps, searchOf, signedIn } from "../../../server/page"
import { readAddress } from "../../../table/address"

export const metadata: Metadata = { title: "Tasks" }

export default async function Page({ searchParams }: PageProps) {
  const me = await signedIn("tasks.read")
  const address = readAddress(standardTasks, await searchOf(searchParams))
  const [queries, trpc] = [pageQueries(), pageTrpc()]
  const view = taskViewOf(address.view)
  const [campaignId] = address.campaign.filter(isId)
  await Promise.all([
    view === "mine" && queries.prefetchQuery(trpc.tasks.list.queryOptions(myTasksQuery(address, me.id))),
    view === "board" && campaignId && queries.prefetchQuery(trpc.tasks.board.queryOptions({ campaignId })),
    view === "all" && queries.prefetchQuery(trpc.tasks.list.queryOptions(tasksQuery(address))),
    view === "calendar" && queries.prefetchQuery(trpc.calendar.get.queryOptions()),
    queries.prefetchQuery(trpc.users.directory.queryOptions(everybody)),
  ])
  return (
    <Hydrated>
      <TasksPage />
    </Hydrated>
  )
}
