import { ById, Versioned } from "@alphas/domain/ids"
import {
  AssignTask,
  ListTasks,
  NewCheck,
  NewLink,
  NewTask,
  OfCampaign,
  PlaceTask,
  Reschedule,
  StepTask,
  UndoReschedule,
  UpdateCheck,
  UpdateLink,
  UpdateTask,
} from "@alphas/domain/tasks/input"
import { mutation, query, router } from "../trpc"
import { addCheck, removeCheck, updateCheck } from "./checks"
import { createLink, removeLink, updateLink } from "./links"
import { placeTask } from "./place"
import { boardOf, getTask, listTasks, planOf } from "./read"
import { reschedule, undoReschedule } from "./reschedule"
import { stepTask } from "./steps"
import { assignTask, createTask, removeTask, restoreTask, updateTask } from "./write"

export const tasks = router({
  list: query("tasks.read").input(ListTasks).query(listTasks),
  get: query("tasks.read").input(ById).query(getTask),
  board: query("tasks.read").input(OfCampaign).query(boardOf),
  plan: query("tasks.read").input(OfCampaign).query(planOf),
  create: mutation("tasks.write").input(NewTask).mutation(createTask),
  update: mutation("tasks.write").input(UpdateTask).mutation(updateTask),
  step: mutation("tasks.write").input(StepTask).mutation(stepTask),
  assign: mutation("tasks.write").input(AssignTask).mutation(assignTask),
  place: mutation("tasks.write").input(PlaceTask).mutation(placeTask),
  remove: mutation("tasks.write").input(Versioned).mutation(removeTask),
  restore: mutation("tasks.write").input(Versioned).mutation(restoreTask),
  reschedule: mutation("tasks.write").input(Reschedule).mutation(reschedule),
  undoReschedule: mutation("tasks.write").input(UndoReschedule).mutation(undoReschedule),
  checks: router({
    add: mutation("tasks.write").input(NewCheck).mutation(addCheck),
    update: mutation("tasks.write").input(UpdateCheck).mutation(updateCheck),
    remove: mutation("tasks.write").input(ById).mutation(removeCheck),
  }),
  links: router({
    create: mutation("tasks.write").input(NewLink).mutation(createLink),
    update: mutation("tasks.write").input(UpdateLink).mutation(updateLink),
    remove: mutation("tasks.write").input(Versioned).mutation(removeLink),
  }),
})
