import type { Page } from "@playwright/test"
import { expectAccessible, expectNoSideways, settled } from "./test"

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
