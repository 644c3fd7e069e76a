import { Id } from "@alphas/domain/ids"
import type { Metadata } from "next"
import { notFound } from "next/navigation"
import { TaskPage } from "../../../../features/tasks/task-page"
import { everybody } from "../../../../features/users/everybody"
import { pageTrpc } from "../../../../server/caller"
import { Hydrated, orNotFound, signedIn } from "../../../../server/page"

interface Props {
  params: Promise<{ id: string }>
}

/** The task, to whom may see it; a page that does not exist to everybody else. */
async function taskOf(params: Props["params"]) {
  const id = Id.safeParse((await params).id)
  if (!id.success) notFound()
  await signedIn("tasks.read")
  return orNotFound(pageTrpc().tasks.get.fetch({ id: id.data }))
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await taskOf(params)).title }
}

export default async function Page({ params }: Props) {
  const task = await taskOf(params)
  await pageTrpc().users.directory.prefetch(everybody)
  return (
    <Hydrated>
      <TaskPage id={task.id} />
    </Hydrated>
  )
}
