import { join } from "node:path"
import type { Page } from "@playwright/test"
import { settled } from "./test"

const folder = join(import.meta.dirname, "../../../docs/screenshots")

export const pictured = { width: 1440, height: 860 }

/** Makes a picture for the README of the page as it stands. */
export async function picture(page: Page, name: string, scheme: "light" | "dark" = "light"): Promise<void> {
  await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" })
  await settled(page)
  await page.mouse.move(0, 0)
  await page.screenshot({ path: join(folder, `${name}.png`) })
}
