import { ListWorkload } from "@alphas/domain/workload/input"
import { query, router } from "../trpc"
import { listWorkload } from "./read"

export const workload = router({
  list: query("workload.read").input(ListWorkload).query(listWorkload),
})
