import { Nothing } from "@alphas/domain/ids"
import {
  ListEntries,
  LockMonth,
  NewEntry,
  NewRate,
  OfWeek,
  PreviewRate,
  RemoveEntry,
  RemoveRate,
  SetCell,
  StartTimer,
  StepSheet,
  StopTimer,
  UpdateEntry,
  UpdateTimeRules,
  UpdateTimer,
} from "@alphas/domain/time/input"
import { mutation, query, router } from "../trpc"
import { setCell } from "./cell"
import { listEntries } from "./list"
import { createRate, previewRate, removeRate } from "./rates"
import { getRules, getWeek, listRates, listSubmitted } from "./read"
import { lockMonth, updateRules } from "./rules"
import { getTimer, startTimer, stopTimer, updateTimer } from "./timer"
import { stepSheet } from "./timesheets"
import { createEntry, removeEntry, restoreEntry, updateEntry } from "./write"

export const time = router({
  list: query("time.read").input(ListEntries).query(listEntries),
  create: mutation("time.track").input(NewEntry).mutation(createEntry),
  update: mutation("time.track").input(UpdateEntry).mutation(updateEntry),
  remove: mutation("time.track").input(RemoveEntry).mutation(removeEntry),
  restore: mutation("time.track").input(RemoveEntry).mutation(restoreEntry),
  timer: router({
    get: query("time.track").input(Nothing).query(getTimer),
    start: mutation("time.track").input(StartTimer).mutation(startTimer),
    update: mutation("time.track").input(UpdateTimer).mutation(updateTimer),
    stop: mutation("time.track").input(StopTimer).mutation(stopTimer),
  }),
  weeks: router({
    get: query("time.read").input(OfWeek).query(getWeek),
    setCell: mutation("time.track").input(SetCell).mutation(setCell),
    step: mutation("time.track").input(StepSheet).mutation(stepSheet),
    submitted: query("time.approve").input(Nothing).query(listSubmitted),
  }),
  rules: router({
    get: query("time.track").input(Nothing).query(getRules),
    update: mutation("settings.manage").input(UpdateTimeRules).mutation(updateRules),
    lockMonth: mutation("time.lock").input(LockMonth).mutation(lockMonth),
  }),
  rates: router({
    list: query("rates.manage").input(Nothing).query(listRates),
    create: mutation("rates.manage").input(NewRate).mutation(createRate),
    preview: query("rates.manage").input(PreviewRate).query(previewRate),
    remove: mutation("rates.manage").input(RemoveRate).mutation(removeRate),
  }),
})
