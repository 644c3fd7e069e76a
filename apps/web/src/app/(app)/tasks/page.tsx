import type { Metadata } from "next"
import { myTasksQuery, standardTasks, tasksQuery, taskViewOf } from "../../../features/tasks/tasks-address"
import { TasksPage } from "../../../features/tasks/tasks-page"
import { everybody } from "../../../features/users/everybody"
import { pageTrpc } from "../../../server/caller"
import { Hydrated, type PageProps, searchOf, signedIn } from "../../../server/page"
import { readAddress } from "../../../table/address"
import { isId } from "../../../table/address-values"

export const metadata: Metadata = { title: "Tasks" }

export default async function Page({ searchParams }: PageProps) {
  const me = await signedIn("tasks.read")
  const address = readAddress(standardTasks, await searchOf(searchParams))
  const trpc = pageTrpc()
  const view = taskViewOf(address.view)
  const [campaignId] = address.campaign.filter(isId)
  await Promise.all([
    view === "mine" && trpc.tasks.list.prefetch(myTasksQuery(address, me.id)),
    view === "board" && campaignId && trpc.tasks.board.prefetch({ campaignId }),
    view === "all" && trpc.tasks.list.prefetch(tasksQuery(address)),
    view === "calendar" && trpc.calendar.get.prefetch(),
    trpc.users.directory.prefetch(everybody),
  ])
  return (
    <Hydrated>
      <TasksPage />
    </Hydrated>
  )
}
