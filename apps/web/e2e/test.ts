import type { Role } from "@alphas/domain/permissions"
import { AxeBuilder } from "@axe-core/playwright"
import {
  type BrowserContext,
  test as base,
  expect,
  type Page,
  type Request,
  type Response,
} from "@playwright/test"
import { product, signInOf } from "./product"

interface Fixtures {
  /** A page of somebody who is signed in with the demo's sign-in of a role. */
  pageOf: (role: Role) => Promise<Page>
  /** Messages of the console that are errors, and uncaught ones; every test ends with none. */
  complaints: string[]
}

/** The session cookies of each role: who signs in once per test is slowed down as an attacker would be. */
const sessions = new Map<Role, Awaited<ReturnType<BrowserContext["storageState"]>>>()

export const test = base.extend<Fixtures>({
  complaints: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from this pattern which fixtures are needed
    async ({}, use) => {
      const complaints: string[] = []
      await use(complaints)
      expect(complaints, "errors in the browser's console").toEqual([])
    },
    { auto: true },
  ],
  // biome-ignore lint/correctness/noEmptyPattern: as above
  baseURL: async ({}, use) => {
    await use(product.url)
  },
  page: async ({ page, complaints }, use) => {
    listen(page, complaints)
    await use(page)
  },
  pageOf: async ({ browser, complaints, contextOptions }, use) => {
    const opened: BrowserContext[] = []
    await use(async (role) => {
      const storageState = sessions.get(role)
      const context = await browser.newContext({
        ...contextOptions,
        ...(storageState ? { storageState } : {}),
      })
      opened.push(context)
      if (!storageState) {
        await signInByRequest(context, role)
        sessions.set(role, await context.storageState())
      }
      const page = await context.newPage()
      listen(page, complaints)
      return page
    })
    for (const context of opened) await context.close()
  },
})

export { expect }

async function signInByRequest(context: BrowserContext, role: Role): Promise<void> {
  const { email, password } = signInOf(role)
  const answer = await context.request.post("/api/trpc/session.signIn", {
    data: { email, password },
    headers: { origin: product.url },
  })
  expect(answer.status(), await answer.text()).toBe(200)
}

/** What the console says of an answer that is a refusal. */
const refused = /Failed to load resource: the server responded with a status of (\d+)/

/** Says which statuses the test that runs provokes on purpose: the browser's console tells of each, and no other may be there. */
export function provokes(...statuses: number[]): void {
  for (const status of statuses)
    base.info().annotations.push({ type: "provokes", description: String(status) })
}

const isProvoked = (text: string): boolean => {
  const status = refused.exec(text)?.[1]
  return base
    .info()
    .annotations.some(({ type, description }) => type === "provokes" && description === status)
}

/** What each page is waiting for. */
const waiting = new WeakMap<Page, Set<Request>>()

function listen(page: Page, complaints: string[]): void {
  for (const name of ["goto", "reload"] as const) {
    const open: (...args: never[]) => Promise<Response | null> = page[name].bind(page)
    page[name] = async (...args: never[]) => {
      const answer = await open(...args)
      await takenOver(page)
      return answer
    }
  }
  const open = new Set<Request>()
  waiting.set(page, open)
  page.on("request", (request) => {
    // What was under way belongs to the page that is left.
    if (request.isNavigationRequest() && request.frame() === page.mainFrame()) open.clear()
    open.add(request)
  })
  page.on("requestfinished", (request) => open.delete(request))
  page.on("requestfailed", (request) => open.delete(request))
  page.on("console", (message) => {
    if (message.type() === "error" && !isProvoked(message.text())) complaints.push(message.text())
  })
  page.on("pageerror", (error) => complaints.push(`uncaught: ${error.message}`))
}

/** Until React has taken over what the server has drawn, a click there is lost; a hand is slower than a test. */
async function takenOver(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    [...document.querySelectorAll("button, main a")].every((element) =>
      Object.keys(element).some((key) => key.startsWith("__reactProps$")),
    ),
  )
}

const colours = ["color-contrast", "link-in-text-block"]

/** Rows of a long list after those that show how all of them are drawn. */
const furtherRows = "tbody tr:nth-child(n + 6)"

/**
 * axe finds nothing on the page as it stands (WCAG 2.2 A and AA); where a dialog is open, on that and whatever else
 * floats, for the page below it stands still and was looked at without it. In another theme only the colours are others, and on
 * a narrower screen they are the same; contrast is the slowest of the rules, and the time that they take is that of
 * the rows.
 */
export async function expectAccessible(
  page: Page,
  part: "all" | "colours" | "all but colours" = "all",
  rows: "all" | "first" = "all",
): Promise<void> {
  // An element that fades in has its colours when it is there; what turns while somebody waits never ends.
  await page.evaluate(() =>
    Promise.all(
      document
        .getAnimations()
        .filter(({ effect }) => effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY)
        .map((animation) => animation.finished.catch(() => null)),
    ),
  )
  const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
  const floats = (await page.getByRole("dialog").count()) > 0
  // Its half a megabyte is read once a page, not once a look.
  const axe = new AxeBuilder(
    (await page.evaluate(() => "axe" in window)) ? { page, axeSource: "0" } : { page },
  )
  if (rows === "first") axe.exclude(furtherRows)
  // The pages have no frames, for which the other mode opens a page of its own each time; only what is wrong is told.
  const { violations } = await (floats ? axe.include("[data-portal]") : axe)
    .options({
      runOnly: part === "colours" ? { type: "rule", values: colours } : { type: "tag", values: rules },
      rules:
        part === "all but colours" ? Object.fromEntries(colours.map((id) => [id, { enabled: false }])) : {},
      resultTypes: ["violations"],
    })
    .setLegacyMode(true)
    .analyze()
  const told = violations.map(
    ({ id, help, nodes }) =>
      `${id}: ${help}\n${nodes.map((node) => `  ${node.html}\n    ${node.failureSummary}`).join("\n")}`,
  )
  expect(told, `axe on ${page.url()}`).toEqual([])
}

/** Nothing is wider than the screen. */
export async function expectNoSideways(page: Page): Promise<void> {
  const over = () =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  // A page that was just made narrow may still be on its way there.
  await expect.poll(over, { message: `pixels that ${page.url()} is too wide` }).toBe(0)
}

/** So many looks, at this distance in milliseconds, must find nothing under way. */
const [looks, apart] = [3, 40]

/**
 * Waits until the page has its data: React has taken it over, no skeletons, nothing that is fetched. Playwright's
 * "networkidle" says the same half a second later, which is most of what a look at a page takes.
 */
export async function settled(page: Page): Promise<void> {
  const open = waiting.get(page)
  if (open === undefined) throw new Error("The page comes from somewhere else than this file.")
  let quiet = 0
  await expect
    .poll(
      async () => {
        const ready = await page.evaluate(() => {
          const main = document.querySelector("main") ?? document.body
          const taken = Object.keys(main).some((key) => key.startsWith("__reactProps$"))
          const loaded = document.readyState === "complete"
          return loaded && taken && document.querySelector("[aria-busy=true]") === null
        })
        quiet = ready && open.size === 0 ? quiet + 1 : 0
        return quiet
      },
      { intervals: [apart], timeout: 30_000, message: `${page.url()} has its data` },
    )
    .toBeGreaterThanOrEqual(looks)
}
