import { Versioned } from "@alphas/domain/ids"
import { NewDependency, Reschedule, UndoReschedule, UpdateDependency } from "@alphas/domain/schedule/input"
import { OfCampaign } from "@alphas/domain/tasks/input"
import { mutation, query, router } from "../trpc"
import { createDependency, removeDependency, updateDependency } from "./dependencies"
import { readPlan } from "./read"
import { reschedule, undoReschedule } from "./reschedule"

export const schedule = router({
  plan: query("tasks.read").input(OfCampaign).query(readPlan),
  reschedule: mutation("tasks.write").input(Reschedule).mutation(reschedule),
  undo: mutation("tasks.write").input(UndoReschedule).mutation(undoReschedule),
  dependencies: router({
    create: mutation("tasks.write").input(NewDependency).mutation(createDependency),
    update: mutation("tasks.write").input(UpdateDependency).mutation(updateDependency),
    remove: mutation("tasks.write").input(Versioned).mutation(removeDependency),
  }),
})
