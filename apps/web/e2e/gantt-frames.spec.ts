import { appendFile } from "node:fs/promises"
import { line, openBigPlan, scrolledTo } from "./gantt-page"
import { expect, test } from "./test"

/**
 * Milliseconds of the wall clock hold on a machine that does nothing else, which the one that runs all tests is not.
 * Here are held the size of the page and its own work in a frame; `npm run bench -- gantt` runs this file with
 * nothing beside it, takes its figures from the file that ALPHAS_FIGURES names, and holds the milliseconds.
 */
const figures = process.env.ALPHAS_FIGURES
const rounds = figures === undefined ? 1 : 5

async function note(figure: object): Promise<void> {
  if (figures !== undefined) await appendFile(figures, `${JSON.stringify(figure)}\n`)
}

/** The value that `share` of the values do not exceed. */
const share = (values: number[], part: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * part)] ?? 0

test("2,000 tasks scroll both ways", async ({ pageOf }) => {
  test.setTimeout(240_000)
  const page = await pageOf("admin")
  await openBigPlan(page)
  const scroller = page.locator("[data-gantt-scroller]")
  const session = await page.context().newCDPSession(page)
  await session.send("Performance.enable", { timeDomain: "threadTicks" })
  const worked = async () =>
    (await session.send("Performance.getMetrics")).metrics.find(({ name }) => name === "TaskDuration")
      ?.value ?? 0

  /** 300 frames in which the chart is scrolled a bit: how long they took, and what the page itself did in each, in ms. */
  const scroll = async (way: "down" | "across") => {
    await scroller.evaluate((element) => element.scrollTo(element.scrollLeft, 0))
    await expect(page.locator('[data-block="0"] g.bar rect').first()).toBeAttached()
    const before = await worked()
    const found = await scroller.evaluate(async (element, direction) => {
      const frames: number[] = []
      let nodes = 0
      let last = await new Promise<number>(requestAnimationFrame)
      for (let frame = 0; frame < 300; frame++) {
        if (direction === "down") element.scrollTop += 30
        else element.scrollLeft += frame < 150 ? 24 : -24
        const now = await new Promise<number>(requestAnimationFrame)
        frames.push(now - last)
        last = now
        if (frame % 20 === 0) nodes = Math.max(nodes, document.querySelectorAll("*").length)
      }
      return { frames, nodes }
    }, way)
    const work = (((await worked()) - before) * 1000) / 300
    return { p95: share(found.frames, 0.95), median: share(found.frames, 0.5), nodes: found.nodes, work }
  }
  for (const way of ["down", "across"] as const) {
    for (let round = 0; round < rounds; round++) {
      const found = await scroll(way)
      await note({ what: `scroll ${way}`, ...found })
      expect(found.nodes).toBeLessThan(3000)
      expect(found.work, "milliseconds of the page's own work a frame").toBeLessThan(12)
      if (figures === undefined) continue
      // The same chart with nothing drawn, for what the browser on this machine takes for a frame in any case.
      const emptied = await page.addStyleTag({
        content: "[data-gantt-chart] > *, [role=row] { display: none !important }",
      })
      await note({ what: `emptied ${way}`, ...(await scroll(way)) })
      // What `addStyleTag` adds is an element.
      await emptied.evaluate((element) => (element as Element).remove())
    }
  }
})

test("the preview of a drag among 2,000 tasks is calculated at every step", async ({ pageOf }) => {
  test.setTimeout(120_000)
  const page = await pageOf("admin")
  await openBigPlan(page)
  await page.evaluate(() => {
    const costs: number[] = []
    Object.assign(window, { costs })
    new PerformanceObserver((list) => {
      for (const { name, duration } of list.getEntries()) if (name === "alphas-preview") costs.push(duration)
    }).observe({ type: "measure" })
  })
  const bar = await scrolledTo(page, "Task 3")
  await page.mouse.move(bar.middle.x, bar.middle.y)
  await page.mouse.down()
  for (let step = 1; step <= 40; step++) {
    await page.mouse.move(bar.middle.x + step * 8, bar.middle.y)
    // As fast as a hand; one that waits for no frame would leave out most steps.
    await page.evaluate(() => new Promise(requestAnimationFrame))
  }
  await expect(line(page)).toContainText(/tasks move; the last task ends/)
  // Filled above.
  const costs = await page.evaluate(() => (window as unknown as { costs: number[] }).costs)
  await page.keyboard.press("Escape")
  await page.mouse.up()
  expect(costs.length).toBeGreaterThan(5)
  await note({ what: "preview", p95: share(costs, 0.95), median: share(costs, 0.5), count: costs.length })
})
