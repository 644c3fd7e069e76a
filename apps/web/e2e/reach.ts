import type { Page } from "@playwright/test"
import { expect, expectAccessible, expectNoSideways, settled } from "./test"

export const wide = { width: 1440, height: 900 }
export const phone = { width: 360, height: 740 }

/**
 * axe finds nothing and nothing is too wide, in both themes, on a screen and on a phone. Of long lists it looks at the
 * first rows; as each role sees them they are looked at whole where the roles are tested.
 */
export async function expectReach(page: Page): Promise<void> {
  const look = async (
    size: typeof wide,
    colorScheme: "light" | "dark",
    part: Parameters<typeof expectAccessible>[1],
  ) => {
    await page.setViewportSize(size)
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" })
    await settled(page)
    await expectNoSideways(page)
    await expectAccessible(page, part, "first")
  }
  await look(phone, "light", "all but colours")
  await look(wide, "dark", "colours")
  await look(wide, "light", "all")
}

/**
 * What scrolls on the page has an opaque background of its own: else a browser on an ordinary screen paints the whole of
 * it anew for every pixel that it is scrolled.
 */
export async function expectOpaque(page: Page): Promise<void> {
  const through = await page.evaluate(() => {
    const scrolls = (element: Element) => {
      const { overflowX, overflowY } = getComputedStyle(element)
      const [wide, high] = [
        element.scrollWidth > element.clientWidth + 1,
        element.scrollHeight > element.clientHeight + 1,
      ]
      return (wide && /auto|scroll/.test(overflowX)) || (high && /auto|scroll/.test(overflowY))
    }
    return [...document.querySelectorAll("main, main *")]
      .filter((element) => element.clientWidth * element.clientHeight > 100_000 && scrolls(element))
      .filter((element) =>
        /^rgba\(.*, 0(\.\d+)?\)$|^transparent$/.test(getComputedStyle(element).backgroundColor),
      )
      .map((element) => element.className)
  })
  expect(through, `what scrolls on ${page.url()}`).toEqual([])
}
