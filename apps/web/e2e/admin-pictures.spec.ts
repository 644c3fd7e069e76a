import { join } from "node:path"
import type { Page } from "@playwright/test"
import { settled, test } from "./test"

const folder = join(import.meta.dirname, "../../../docs/screenshots")

async function picture(
  page: Page,
  address: string,
  name: string,
  colorScheme: "light" | "dark",
): Promise<void> {
  await page.emulateMedia({ colorScheme, reducedMotion: "reduce" })
  await page.goto(address)
  await settled(page)
  await page.screenshot({ path: join(folder, `${name}.png`) })
}

// Named so that it runs before any test that writes: the pictures show the demo as it comes.
if (process.env.ALPHAS_SCREENSHOTS === "1") {
  test("the pictures of what is around the clients are made of the product as it runs", async ({
    page,
    pageOf,
  }) => {
    test.setTimeout(180_000)
    await page.setViewportSize({ width: 1440, height: 860 })
    await picture(page, "/sign-in", "sign-in-light", "light")
    const admin = await pageOf("admin")
    await admin.setViewportSize({ width: 1440, height: 860 })
    await picture(admin, "/people", "people-dark", "dark")
    await picture(admin, "/audit?entity=client&entity=contact", "audit-light", "light")
    await picture(admin, "/account", "account-light", "light")
  })
}
