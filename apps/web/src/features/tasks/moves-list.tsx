"use client"

import type { Preview } from "@alphas/domain/schedule/plan"
import { Text } from "@mantine/core"
import type { Outputs } from "../../data/trpc"
import { Day, Days } from "../../format/time"
import { sayLag } from "./dependency-words"
import classes from "./moves-list.module.css"

interface Props {
  preview: Preview
  plan: Outputs["schedule"]["plan"]
}

/** What a change of the plan moves: each task with its days before and after, and the end of the whole. */
export function MovesList({ preview, plan }: Props) {
  const { moves, endBefore, endAfter } = preview
  const titles = new Map(plan.tasks.map(({ id, title }) => [id, title]))
  return (
    <section className={classes.moves} aria-label="What moves">
      <Text size="sm" fw={500} role="status">
        {moves.length === 0
          ? "Nothing moves."
          : moves.length === 1
            ? "1 task moves"
            : `${moves.length} tasks move`}
      </Text>
      {moves.length > 0 && (
        // A list that scrolls can be scrolled by keys.
        // biome-ignore lint/a11y/noNoninteractiveTabindex: as said above
        <ul tabIndex={0} aria-label="Tasks that move">
          {moves.map(({ id, before, after, days }) => (
            <li key={id}>
              <span className={classes.title}>{titles.get(id)}</span>
              <span className={classes.days}>
                <del>
                  <Days from={before.startDay} to={before.endDay} />
                </del>{" "}
                <span aria-hidden>→</span>{" "}
                <ins>
                  <Days from={after.startDay} to={after.endDay} />
                </ins>
              </span>
              <span className={classes.shift}>{sayLag(days)}</span>
            </li>
          ))}
        </ul>
      )}
      {endAfter !== null && endBefore !== endAfter && (
        <Text size="sm" c="dimmed">
          The last task of the campaign ends on <Day day={endAfter} />
          {endBefore !== null && (
            <>
              {" "}
              instead of <Day day={endBefore} />
            </>
          )}
          {endAfter > plan.endDay && ", after the campaign's own end"}.
        </Text>
      )}
    </section>
  )
}
