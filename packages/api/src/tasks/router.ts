import { ById, Versioned } from "@alphas/domain/ids"
import {
  AssignTask,
  ListTasks,
  NewChecklistItem,
  NewTask,
  OfCampaign,
  PlaceTask,
  StepTask,
  UpdateChecklistItem,
  UpdateTask,
} from "@alphas/domain/tasks/input"
import { mutation, query, router } from "../trpc"
import { addChecklistItem, removeChecklistItem, updateChecklistItem } from "./checklist"
import { listTasks } from "./list"
import { placeTask } from "./place"
import { boardOf, getTask } from "./read"
import { stepTask } from "./steps"
import { assignTask, createTask, removeTask, restoreTask, updateTask } from "./write"

export const tasks = router({
  list: query("tasks.read").input(ListTasks).query(listTasks),
  get: query("tasks.read").input(ById).query(getTask),
  board: query("tasks.read").input(OfCampaign).query(boardOf),
  create: mutation("tasks.write").input(NewTask).mutation(createTask),
  update: mutation("tasks.write").input(UpdateTask).mutation(updateTask),
  step: mutation("tasks.write").input(StepTask).mutation(stepTask),
  assign: mutation("tasks.write").input(AssignTask).mutation(assignTask),
  place: mutation("tasks.write").input(PlaceTask).mutation(placeTask),
  remove: mutation("tasks.write").input(Versioned).mutation(removeTask),
  restore: mutation("tasks.write").input(Versioned).mutation(restoreTask),
  checklist: router({
    add: mutation("tasks.write").input(NewChecklistItem).mutation(addChecklistItem),
    update: mutation("tasks.write").input(UpdateChecklistItem).mutation(updateChecklistItem),
    remove: mutation("tasks.write").input(ById).mutation(removeChecklistItem),
  }),
})
