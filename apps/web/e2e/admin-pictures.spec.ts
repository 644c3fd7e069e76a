import { picture, pictured } from "./picture"
import { test } from "./test"

// The pictures show the demo as it comes: ALPHAS_SCREENSHOTS=1 npm test -- e2e/admin-pictures
if (process.env.ALPHAS_SCREENSHOTS === "1") {
  test("the pictures of what is around the clients are made of the product as it runs", async ({
    page,
    pageOf,
  }) => {
    test.setTimeout(180_000)
    await page.setViewportSize(pictured)
    await page.goto("/sign-in")
    await picture(page, "sign-in-light")
    const admin = await pageOf("admin")
    await admin.setViewportSize(pictured)
    await admin.goto("/people")
    await picture(admin, "people-dark", "dark")
    await admin.goto("/audit?entity=client&entity=contact")
    await picture(admin, "audit-light")
    await admin.goto("/account")
    await picture(admin, "account-light")
  })
}
