import {
  GetCalendar,
  ListLeave,
  NewLeave,
  SetDayOff,
  UpdateCalendar,
  UpdateLeave,
} from "@alphas/domain/calendar/input"
import { Nothing, Versioned } from "@alphas/domain/ids"
import { mutation, query, router } from "../trpc"
import { getCalendar, listLeave, listPlaces } from "./read"
import { createLeave, removeLeave, setDayOff, updateCalendar, updateLeave } from "./write"

export const calendar = router({
  get: query("calendar.read").input(GetCalendar).query(getCalendar),
  places: query("settings.manage").input(Nothing).query(listPlaces),
  update: mutation("settings.manage").input(UpdateCalendar).mutation(updateCalendar),
  setDayOff: mutation("settings.manage").input(SetDayOff).mutation(setDayOff),
  leave: router({
    list: query("calendar.read").input(ListLeave).query(listLeave),
    create: mutation("leave.own").input(NewLeave).mutation(createLeave),
    update: mutation("leave.own").input(UpdateLeave).mutation(updateLeave),
    remove: mutation("leave.own").input(Versioned).mutation(removeLeave),
  }),
})
