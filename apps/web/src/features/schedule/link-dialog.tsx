"use client"

import { linkTypes } from "@alphas/domain/tasks/schedule/network"
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
import { type FormEvent, useState } from "react"
import { refusalOf } from "../../data/refusal"
import { useTRPC, useTRPCClient } from "../../data/trpc"
import { done } from "../../feedback/undo"
import { linkTypeLabels, type Plan } from "./plan-data"
import classes from "./schedule.module.css"

type Link = Plan["links"][number]
const typeChoices = linkTypes.map((value) => ({ value, label: linkTypeLabels[value] }))
const typeOf = (value: string | null) => linkTypes.find((type) => type === value) ?? "finish_start"

interface Props {
  plan: Plan
  taskId: string
  close: () => void
}

/** What a task waits for and what waits for it: tie, change a tie, untie. What follows moves at once. */
export function LinkDialog({ plan, taskId, close }: Props) {
  const [client, trpc, queries] = [useTRPCClient(), useTRPC(), useQueryClient()]
  const [problem, setProblem] = useState<string | null>(null)
  const [waiting, setWaiting] = useState(false)
  const titles = new Map(plan.tasks.map(({ id, title }) => [id, title]))
  const links = plan.links.filter(({ predecessorId, successorId }) =>
    [predecessorId, successorId].includes(taskId),
  )

  const act = async <Result,>(
    what: () => Promise<Result>,
    said: string,
    undo: (result: Result) => Promise<unknown>,
  ) => {
    setWaiting(true)
    setProblem(null)
    const again = () => queries.invalidateQueries({ queryKey: trpc.tasks.pathKey() })
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
  const remove = ({ id, version, ...link }: Link) =>
    act(
      () => client.tasks.links.remove.mutate({ id, version }),
      "The link is removed",
      () => client.tasks.links.create.mutate(link),
    )
  const update = (link: Link, change: Partial<Pick<Link, "type" | "lagDays">>) => {
    const { id, version, type, lagDays } = { ...link, ...change }
    const before = { type: link.type, lagDays: link.lagDays }
    return act(
      () => client.tasks.links.update.mutate({ id, version, type, lagDays }),
      "The link is changed",
      (saved) => client.tasks.links.update.mutate({ id, version: saved.version, ...before }),
    )
  }

  return (
    <Modal opened onClose={close} title={`Links of “${titles.get(taskId) ?? "this task"}”`} size="lg">
      <Stack gap="sm">
        {links.length === 0 && (
          <Text size="sm" c="dimmed">
            It waits for no task, and none waits for it.
          </Text>
        )}
        <ul className={classes.links} aria-label="Links">
          {links.map((link) => {
            const waits = link.successorId === taskId
            const other = titles.get(waits ? link.predecessorId : link.successorId) ?? "a task"
            return (
              <li key={link.id}>
                <span className={classes.linkName}>
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
                  value={link.type}
                  allowDeselect={false}
                  disabled={waiting}
                  onChange={(value) => void update(link, { type: typeOf(value) })}
                />
                <Lag
                  key={link.lagDays}
                  label={`Lag of the link with ${other}`}
                  value={link.lagDays}
                  disabled={waiting}
                  save={(lagDays) => void update(link, { lagDays })}
                />
                <ActionIcon
                  size={28}
                  aria-label={`Remove the link with ${other}`}
                  disabled={waiting}
                  onClick={() => void remove(link)}
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
        <NewLink
          plan={plan}
          taskId={taskId}
          waiting={waiting}
          create={(link) =>
            act(
              () => client.tasks.links.create.mutate(link),
              "The tasks are linked",
              ({ id, version }) => client.tasks.links.remove.mutate({ id, version }),
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

interface NewLinkProps {
  plan: Plan
  taskId: string
  waiting: boolean
  create: (link: Omit<Link, "id" | "version">) => Promise<boolean>
}

function NewLink({ plan, taskId, waiting, create }: NewLinkProps) {
  const [side, setSide] = useState("predecessor")
  const [other, setOther] = useState<string | null>(null)
  const [type, setType] = useState<Link["type"]>("finish_start")
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
            Link the tasks
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
