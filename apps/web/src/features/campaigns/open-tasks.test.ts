import { isolate } from "@alphas/domain/isolate"
import { expect, test } from "vitest"
import { askOpenTasks } from "./open-tasks"

test("completing a campaign asks when tasks are open, and says how many", () => {
  const asked = (tasksTotal: number, tasksDone: number) =>
    askOpenTasks({ name: "Launch", tasksTotal, tasksDone })
  expect(asked(0, 0)).toBeNull()
  expect(asked(4, 4)).toBeNull()
  expect(asked(4, 3)?.text).toBe("1 task is still open. Completing the campaign does not change it.")
  expect(asked(12, 3)).toEqual({
    title: `Complete ${isolate("Launch")}?`,
    text: "9 tasks are still open. Completing the campaign does not change them.",
    action: "Complete",
  })
})
