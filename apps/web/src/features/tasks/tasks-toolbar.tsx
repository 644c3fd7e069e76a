"use client"

import { priorities, priorityLabels, taskStatuses, taskStatusLabels } from "@alphas/domain/tasks/words"
import type { ReactNode } from "react"
import { usePermission } from "../../data/me"
import { without } from "../../table/address-values"
import { DaysFilter } from "../../table/days-filter"
import { Filter } from "../../table/filter"
import { SearchField } from "../../table/search-field"
import { ToggleChip } from "../../table/toggle-chip"
import { usePeople } from "../users/person-select"
import { CampaignFilter } from "./campaign-choice"
import type { TasksAddress } from "./tasks-address"

const statusChoices = taskStatuses.map((value) => ({ value, label: taskStatusLabels[value] }))
const openChoices = statusChoices.filter(({ value }) => value !== "completed")
const priorityChoices = priorities.map((value) => ({ value, label: priorityLabels[value] }))
const completedChoices = [
  { value: "only", label: "Completed only" },
  { value: "also", label: "Include completed" },
]
const first = { page: 1, after: null }

interface Props {
  address: TasksAddress
  change: (change: Partial<TasksAddress>, how?: "push" | "replace") => void
  /** Filters that say nothing here: the campaign on its own page, who does it among one's own tasks. */
  hides?: readonly ("campaign" | "status" | "assignee" | "overdue" | "days")[]
  /** Whether completed tasks are none of it. */
  onlyOpen?: boolean
  /** At the right: columns, order. */
  children?: ReactNode
}

/** The filters of the lists, the board and the calendar of tasks. */
export function TasksToolbar({ address, change, hides = [], onlyOpen = false, children }: Props) {
  const people = usePeople()
  const directory = usePermission("users.directory")
  const narrow = (filter: Partial<TasksAddress>) => change({ ...filter, ...first })
  const shows = (name: NonNullable<Props["hides"]>[number]) => !hides.includes(name)
  return (
    <>
      <SearchField
        placeholder="Search tasks"
        value={address.text}
        onChange={(text) => change({ text, ...first }, "replace")}
      />
      {shows("campaign") && (
        <CampaignFilter value={address.campaign} onChange={(campaign) => narrow({ campaign })} />
      )}
      {shows("status") && (
        <Filter
          label="Status"
          choices={onlyOpen ? openChoices : statusChoices}
          value={address.status}
          onChange={(status) => narrow({ status })}
        />
      )}
      <Filter
        label="Priority"
        choices={priorityChoices}
        value={address.priority}
        onChange={(priority) => narrow({ priority })}
      />
      {shows("assignee") && directory && (
        <Filter
          label="Assignee"
          choices={[
            { value: without, label: "Unassigned" },
            ...people.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          value={address.assignee}
          onChange={(assignee) => narrow({ assignee })}
        />
      )}
      {shows("status") && !onlyOpen && (
        <Filter
          label="Completed"
          single
          choices={completedChoices}
          value={address.completed === "no" ? [] : [address.completed]}
          onChange={([completed = "no"]) => narrow({ completed })}
        />
      )}
      {shows("overdue") && (
        <ToggleChip
          label="Overdue"
          on={address.overdue === "yes"}
          toggle={() => narrow({ overdue: address.overdue === "yes" ? "" : "yes" })}
        />
      )}
      {shows("days") && (
        <DaysFilter
          label="Days"
          from={address.from || null}
          to={address.to || null}
          onChange={(from, to) => narrow({ from: from ?? "", to: to ?? "" })}
        />
      )}
      <div style={{ flex: 1 }} />
      {children}
    </>
  )
}
