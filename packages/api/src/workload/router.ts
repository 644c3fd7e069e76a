import { ListWorkload, LoadOfPerson } from "@alphas/domain/workload/input"
import { query, router } from "../trpc"
import { listWorkload, tasksOfPerson } from "./read"

export const workload = router({
  list: query("workload.read").input(ListWorkload).query(listWorkload),
  tasks: query("workload.read").input(LoadOfPerson).query(tasksOfPerson),
})
