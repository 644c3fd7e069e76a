import { expect, test } from "vitest"
import { type Page, WayOut } from "./way-out"

const settled = () => new Promise((resolve) => setTimeout(resolve))

/** A tab with a history, in which pages are opened as the router does it: without an event. */
function tab(...addresses: string[]) {
  const entries: { href: string; state: unknown }[] = addresses.map((href) => ({ href, state: {} }))
  let at = entries.length - 1
  const target = new EventTarget()
  const here = () => entries[at] ?? { href: "", state: null }
  const open = (href: string, state: unknown = {}) => {
    entries.splice(++at, entries.length, { href, state })
  }
  const go = (steps: number) => {
    if (entries[at + steps] === undefined) return
    at += steps
    target.dispatchEvent(new Event("popstate"))
  }
  const page: Page = {
    addEventListener: target.addEventListener.bind(target),
    removeEventListener: target.removeEventListener.bind(target),
    history: {
      get state() {
        return here().state
      },
      pushState: (state, _title, href) => open(String(href), state),
      replaceState: (state, _title, href) => void entries.splice(at, 1, { href: String(href), state }),
      go: (steps = 0) => queueMicrotask(() => go(steps)),
    },
    location: {
      get href() {
        return here().href
      },
    },
  }
  const back = async () => {
    go(-1)
    await settled()
  }
  const length = () => entries.length
  return { page, open, back, target, length, href: () => here().href }
}

/** A person who gives these answers, one after the other. */
function person(...answers: boolean[]) {
  const asked: boolean[] = []
  const ask = async () => {
    const answer = answers[asked.length] ?? false
    asked.push(answer)
    return answer
  }
  return { ask, asked }
}

test("going back asks, and leads to the page before only after a yes", async () => {
  const { page, back, href } = tab("/a", "/form")
  const { ask, asked } = person(false, true)
  new WayOut(page, () => false).hold(ask)
  await back()
  expect([href(), asked]).toEqual(["/form", [false]])
  await back()
  expect([href(), asked]).toEqual(["/a", [false, true]])
})

test("a form that is saved again and again leaves no entry that leads nowhere", async () => {
  const { page, back, href, length } = tab("/a", "/form")
  const wayOut = new WayOut(page, () => false)
  const { ask, asked } = person()
  for (let save = 0; save < 3; save++) wayOut.hold(ask)()
  expect(length()).toBe(3)
  await back()
  expect([href(), asked]).toEqual(["/a", []])
})

test("after a second change, yes leaves as well", async () => {
  const { page, back, href } = tab("/a", "/form")
  const wayOut = new WayOut(page, () => false)
  wayOut.hold(person().ask)()
  wayOut.hold(person(true).ask)
  await back()
  expect(href()).toBe("/a")
})

test("from a page that was opened out of the form, each step back leads somewhere else", async () => {
  const { page, open, back, href } = tab("/a", "/form")
  const release = new WayOut(page, () => false).hold(person().ask)
  release()
  open("/made", { ...Object(page.history.state) })
  const seen = [href()]
  for (let step = 0; step < 2; step++) {
    await back()
    seen.push(href())
  }
  expect(seen).toEqual(["/made", "/form", "/a"])
})

test("going back to a page of the form's address that was opened later passes nothing over", async () => {
  const { page, open, back, href } = tab("/a", "/list")
  new WayOut(page, () => false).hold(person().ask)()
  for (const opened of ["/one", "/list", "/two"]) open(opened)
  const seen: string[] = []
  for (let step = 0; step < 4; step++) {
    await back()
    seen.push(href())
  }
  expect(seen).toEqual(["/list", "/one", "/list", "/a"])
})

test("what leads away without a link asks once, for all forms together, and again of whoever stays", async () => {
  const { page, target } = tab("/form")
  const wayOut = new WayOut(page, () => false)
  expect(await wayOut.mayLeave()).toBe(true)
  const { ask, asked } = person(false, true, false)
  const releases = [wayOut.hold(ask), wayOut.hold(ask)]
  expect(await Promise.all([wayOut.mayLeave(), wayOut.mayLeave()])).toEqual([false, false])
  expect(await wayOut.mayLeave()).toBe(true)
  expect(await wayOut.mayLeave()).toBe(true)
  target.dispatchEvent(new Event("keydown"))
  expect(await wayOut.mayLeave()).toBe(false)
  expect(asked).toEqual([false, true, false])
  for (const release of releases) release()
  expect(await wayOut.mayLeave()).toBe(true)
})

test("closing the tab is held while something is unsaved and the session is not over", () => {
  const { page, target } = tab("/form")
  let over = false
  const release = new WayOut(page, () => over).hold(person().ask)
  const held = () => !target.dispatchEvent(new Event("beforeunload", { cancelable: true }))
  expect(held()).toBe(true)
  over = true
  expect(held()).toBe(false)
  over = false
  release()
  expect(held()).toBe(false)
})
