"use client"

import { dependencyLabels, dependencyTypes } from "@alphas/domain/tasks/words"
import {
  ActionIcon,
  Alert,
  Button,
  Divider,
  Group,
  Modal,
  NumberInput,
  SegmentedControl,
  Select,
  Stack,
  Text,
} from "@mantine/core"
import { IconTrash } from "@tabler/icons-react"
import { useQueryClient } from "@tanstack/react-query"
import { getQueryKey } from "@trpc/react-query"
import { type FormEvent, useState } from "react"
import { refusalOf } from "../../data/refusal"
import { trpc } from "../../data/trpc"
import { done } from "../../feedback/undo"
import type { Plan } from "./plan-data"
import classes from "./schedule.module.css"

type Dependency = Plan["dependencies"][number]
const typeChoices = dependencyTypes.map((value) => ({ value, label: dependencyLabels[value] }))
const typeOf = (value: string | null) => dependencyTypes.find((type) => type === value) ?? "finish_start"

interface Props {
  plan: Plan
  taskId: string
  close: () => void
}

/** What a task waits for and what waits for it: dependency, change a dependency, untie. What follows moves at once. */
export function DependencyDialog({ plan, taskId, close }: Props) {
  const [{ client }, queries] = [trpc.useUtils(), useQueryClient()]
  const [problem, setProblem] = useState<string | null>(null)
  const [waiting, setWaiting] = useState(false)
  const titles = new Map(plan.tasks.map(({ id, title }) => [id, title]))
  const dependencies = plan.dependencies.filter(({ predecessorId, successorId }) =>
    [predecessorId, successorId].includes(taskId),
  )

  const action = async <Result,>(
    what: () => Promise<Result>,
    said: string,
    undo: (result: Result) => Promise<unknown>,
  ) => {
    setWaiting(true)
    setProblem(null)
    const again = () =>
      Promise.all(
        [trpc.tasks, trpc.schedule].map((each) => queries.invalidateQueries({ queryKey: getQueryKey(each) })),
      )
    try {
      const result = await what()
      await again()
      done(said, async () => {
        await undo(result)
        await again()
      })
      return true
    } catch (error) {
      setProblem(refusalOf(error).message)
      return false
    } finally {
      setWaiting(false)
    }
  }
  const remove = ({ id, version, ...dependency }: Dependency) =>
    action(
      () => client.schedule.dependencies.remove.mutate({ id, version }),
      "The link is removed",
      () => client.schedule.dependencies.create.mutate(dependency),
    )
  const update = (dependency: Dependency, change: Partial<Pick<Dependency, "type" | "lagDays">>) => {
    const { id, version, type, lagDays } = { ...dependency, ...change }
    const before = { type: dependency.type, lagDays: dependency.lagDays }
    return action(
      () => client.schedule.dependencies.update.mutate({ id, version, type, lagDays }),
      "The link is changed",
      (saved) => client.schedule.dependencies.update.mutate({ id, version: saved.version, ...before }),
    )
  }

  return (
    <Modal opened onClose={close} title={`Links of “${titles.get(taskId) ?? "this task"}”`} size="lg">
      <Stack gap="sm">
        {dependencies.length === 0 && (
          <Text size="sm" c="dimmed">
            It waits for no task, and none waits for it.
          </Text>
        )}
        <ul className={classes.dependencies} aria-label="Dependencies">
          {dependencies.map((dependency) => {
            const waits = dependency.successorId === taskId
            const other = titles.get(waits ? dependency.predecessorId : dependency.successorId) ?? "a task"
            return (
              <li key={dependency.id}>
                <span className={classes.dependencyName}>
                  <Text span size="xs" c="dimmed">
                    {waits ? "Waits for" : "Before"}
                  </Text>
                  <span title={other}>{other}</span>
                </span>
                <Select
                  size="xs"
                  w={150}
                  aria-label={`Type of the link with ${other}`}
                  data={typeChoices}
                  value={dependency.type}
                  allowDeselect={false}
                  disabled={waiting}
                  onChange={(value) => void update(dependency, { type: typeOf(value) })}
                />
                <Lag
                  key={dependency.lagDays}
                  label={`Lag of the link with ${other}`}
                  value={dependency.lagDays}
                  disabled={waiting}
                  save={(lagDays) => void update(dependency, { lagDays })}
                />
                <ActionIcon
                  size={28}
                  aria-label={`Remove the link with ${other}`}
                  disabled={waiting}
                  onClick={() => void remove(dependency)}
                >
                  <IconTrash size={15} stroke={1.6} />
                </ActionIcon>
              </li>
            )
          })}
        </ul>
        {problem !== null && (
          <Alert color="red" role="alert" variant="light">
            {problem}
          </Alert>
        )}
        <Divider />
        <NewDependency
          plan={plan}
          taskId={taskId}
          waiting={waiting}
          create={(dependency) =>
            action(
              () => client.schedule.dependencies.create.mutate(dependency),
              "The tasks are linked",
              ({ id, version }) => client.schedule.dependencies.remove.mutate({ id, version }),
            )
          }
        />
      </Stack>
    </Modal>
  )
}

interface LagProps {
  label: string
  value: number
  disabled: boolean
  save: (lagDays: number) => void
}

/** Saved when it is left, so that "12" is not first a 1. */
function Lag({ label, value, disabled, save }: LagProps) {
  const [typed, setTyped] = useState<number | string>(value)
  const keep = () => {
    const next = Math.trunc(Number(typed))
    if (Number.isFinite(next) && typed !== "" && next !== value) save(next)
    else setTyped(value)
  }
  return (
    <NumberInput
      size="xs"
      w={84}
      suffix=" d"
      min={-1000}
      max={1000}
      allowDecimal={false}
      aria-label={label}
      value={typed}
      disabled={disabled}
      onChange={setTyped}
      onBlur={keep}
      // By leaving it, or the same would be saved here and once more as it is left.
      onKeyDown={(event) => event.key === "Enter" && event.currentTarget.blur()}
    />
  )
}

interface NewDependencyProps {
  plan: Plan
  taskId: string
  waiting: boolean
  create: (dependency: Omit<Dependency, "id" | "version">) => Promise<boolean>
}

function NewDependency({ plan, taskId, waiting, create }: NewDependencyProps) {
  const [side, setSide] = useState("predecessor")
  const [other, setOther] = useState<string | null>(null)
  const [type, setType] = useState<Dependency["type"]>("finish_start")
  const [lag, setLag] = useState<number | string>(0)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (other === null) return
    const [predecessorId, successorId] = side === "predecessor" ? [other, taskId] : [taskId, other]
    if (await create({ predecessorId, successorId, type, lagDays: Math.trunc(Number(lag) || 0) }))
      setOther(null)
  }
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack gap="sm">
        <SegmentedControl
          size="xs"
          aria-label="Direction"
          value={side}
          onChange={setSide}
          data={[
            { value: "predecessor", label: "It waits for" },
            { value: "successor", label: "It comes before" },
          ]}
        />
        <Select
          label="Task"
          placeholder="Search the campaign's tasks"
          data-autofocus
          openOnFocus={false}
          searchable
          limit={50}
          nothingFoundMessage="No task is called like this"
          data={plan.tasks
            .filter(({ id }) => id !== taskId)
            .map(({ id, title }) => ({ value: id, label: title }))}
          value={other}
          onChange={setOther}
        />
        <Group grow align="start">
          <Select
            label="Type"
            data={typeChoices}
            value={type}
            allowDeselect={false}
            onChange={(value) => setType(typeOf(value))}
          />
          <NumberInput
            label="Lag in working days"
            min={-1000}
            max={1000}
            allowDecimal={false}
            value={lag}
            onChange={setLag}
          />
        </Group>
        <Group justify="flex-end">
          <Button type="submit" size="sm" loading={waiting} disabled={other === null}>
            Add dependency
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
