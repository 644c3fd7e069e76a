"use client"

import type { Saved } from "@alphas/domain/ids"
import { isolate } from "@alphas/domain/isolate"
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
  Skeleton,
  Stack,
  Text,
} from "@mantine/core"
import { IconTrash } from "@tabler/icons-react"
import { type FormEvent, useState } from "react"
import { useChangeQueue } from "../../data/change-queue"
import { refusalOf } from "../../data/refusal"
import { trpc } from "../../data/trpc"
import { Isolated } from "../../feedback/isolated"
import { FailedState } from "../../feedback/states"
import { done } from "../../feedback/undo"
import { useReturnFocus } from "../../forms/use-return-focus"
import classes from "./dependency-dialog.module.css"
import { dependencyMeanings } from "./dependency-words"
import type { Plan } from "./plan"

type Dependency = Plan["dependencies"][number]
/** What the other task of a new dependency is. */
export type Side = "predecessor" | "successor"

const typeChoices = dependencyTypes.map((value) => ({ value, label: dependencyLabels[value] }))
const typeOf = (value: string | null) => dependencyTypes.find((type) => type === value) ?? "finish_start"
const sideChoices = [
  { value: "predecessor", label: "Predecessor" },
  { value: "successor", label: "Successor" },
]

interface Props {
  campaignId: string
  task: { id: string; title: string }
  /** What is added first. */
  side?: Side
  close: () => void
}

/** Adds, changes and removes the dependencies of a task. What follows from that moves at once. */
export function DependencyDialog({ campaignId, task, side = "predecessor", close }: Props) {
  useReturnFocus()
  const { data: plan, error, refetch } = trpc.schedule.plan.useQuery({ campaignId })
  return (
    <Modal
      opened
      onClose={close}
      title={<Isolated text={`Dependencies of ${isolate(task.title)}`} />}
      size="lg"
    >
      {plan ? (
        <Dependencies plan={plan} taskId={task.id} side={side} />
      ) : error ? (
        <FailedState error={error} retry={() => void refetch()} />
      ) : (
        <Stack aria-busy>
          <Skeleton h={28} />
          <Skeleton h={120} />
        </Stack>
      )}
    </Modal>
  )
}

/** Changes dependencies one after the other; `problem` says why the last one was refused. */
function useDependencies(taskId: string) {
  const queue = useChangeQueue()
  const { client } = trpc.useUtils()
  const { create, update, remove } = client.schedule.dependencies
  const [problem, setProblem] = useState<string | null>(null)
  const [waiting, setWaiting] = useState(false)

  const send = <Answer,>(what: () => Promise<Answer>) =>
    queue.run({ line: `dependencies ${taskId}`, shows: [], send: what })
  const run = async <Answer,>(
    what: () => Promise<Answer>,
    said: string,
    undo: (answer: Answer) => Promise<unknown>,
  ): Promise<boolean> => {
    setWaiting(true)
    setProblem(null)
    try {
      const answer = await send(what)
      done(said, () => send(() => undo(answer)))
      return true
    } catch (error) {
      setProblem(refusalOf(error).message)
      return false
    } finally {
      setWaiting(false)
    }
  }
  return {
    problem,
    waiting,
    create: (dependency: Omit<Dependency, "id" | "version">) =>
      run<Saved>(
        () => create.mutate(dependency),
        "Dependency added",
        ({ id, version }) => remove.mutate({ id, version }),
      ),
    update: (
      { id, version, type, lagDays }: Dependency,
      change: Partial<Pick<Dependency, "type" | "lagDays">>,
    ) =>
      run<Saved>(
        () => update.mutate({ id, version, type, lagDays, ...change }),
        "Dependency changed",
        (saved) => update.mutate({ id, version: saved.version, type, lagDays }),
      ),
    remove: ({ id, version, ...dependency }: Dependency) =>
      run(
        () => remove.mutate({ id, version }),
        "Dependency removed",
        () => create.mutate(dependency),
      ),
  }
}

function Dependencies({ plan, taskId, side }: { plan: Plan; taskId: string; side: Side }) {
  const { problem, waiting, create, update, remove } = useDependencies(taskId)
  const titles = new Map(plan.tasks.map(({ id, title }) => [id, title]))
  const dependencies = plan.dependencies.filter(({ predecessorId, successorId }) =>
    [predecessorId, successorId].includes(taskId),
  )
  return (
    <Stack gap="sm">
      {dependencies.length === 0 && (
        <Text size="sm" c="dimmed">
          No dependencies yet.
        </Text>
      )}
      <ul className={classes.lines} aria-label="Dependencies">
        {dependencies.map((dependency) => {
          const follows = dependency.successorId === taskId
          const other = titles.get(follows ? dependency.predecessorId : dependency.successorId) ?? "a task"
          return (
            <li key={dependency.id}>
              <span className={classes.name}>
                <Text span size="xs" c="dimmed">
                  {follows ? "Predecessor" : "Successor"}
                </Text>
                <span title={other}>{other}</span>
              </span>
              <Select
                size="xs"
                w={150}
                aria-label={`Type of the dependency with ${other}`}
                data={typeChoices}
                value={dependency.type}
                allowDeselect={false}
                disabled={waiting}
                onChange={(value) => void update(dependency, { type: typeOf(value) })}
              />
              <Lag
                key={dependency.lagDays}
                label={`Lag of the dependency with ${other}`}
                value={dependency.lagDays}
                disabled={waiting}
                save={(lagDays) => void update(dependency, { lagDays })}
              />
              <ActionIcon
                size={28}
                aria-label={`Remove the dependency with ${other}`}
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
      <NewDependency plan={plan} taskId={taskId} side={side} waiting={waiting} create={create} />
    </Stack>
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
  side: Side
  waiting: boolean
  create: (dependency: Omit<Dependency, "id" | "version">) => Promise<boolean>
}

function NewDependency({ plan, taskId, side: first, waiting, create }: NewDependencyProps) {
  const [side, setSide] = useState<string>(first)
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
  const linked = new Set(
    plan.dependencies
      .filter(({ predecessorId, successorId }) => [predecessorId, successorId].includes(taskId))
      .flatMap(({ predecessorId, successorId }) => [predecessorId, successorId]),
  )
  const choices = plan.tasks.filter(({ id }) => id !== taskId && !linked.has(id))
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack gap="sm">
        <SegmentedControl
          size="xs"
          aria-label="Direction"
          value={side}
          onChange={setSide}
          data={sideChoices}
        />
        <Select
          label="Task"
          placeholder="Search the campaign's tasks"
          data-autofocus
          openOnFocus={false}
          searchable
          limit={50}
          nothingFoundMessage="No tasks match."
          data={choices.map(({ id, title }) => ({ value: id, label: title }))}
          value={other}
          onChange={setOther}
        />
        <Group grow align="start">
          <Select
            label="Type"
            data={typeChoices}
            value={type}
            allowDeselect={false}
            description={dependencyMeanings[type]}
            onChange={(value) => setType(typeOf(value))}
          />
          <NumberInput
            label="Lag in working days"
            description="Below zero they overlap."
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
