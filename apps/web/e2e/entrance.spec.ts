import { totp } from "@alphas/auth/totp-testing"
import type { Page } from "@playwright/test"
import { ask, change } from "./ask"
import { whoIs } from "./clients-data"
import { newestMail, product, signInOf } from "./product"
import { expect, expectAccessible, expectNoSideways, provokes, settled, test } from "./test"

const password = "a new password for this test"

async function signIn(page: Page, email: string, secret: string): Promise<void> {
  // Signing out loads the page anew, and what is typed before React has it is lost.
  await settled(page)
  await page.getByLabel("Email").fill(email)
  await page.getByLabel("Password", { exact: true }).fill(secret)
  await page.getByRole("button", { name: "Sign in" }).click()
}

/** The link in the newest email to an address, once it is there and has other text than `before`. */
async function linkTo(email: string, before = ""): Promise<string> {
  let text = ""
  await expect(async () => {
    text = (await newestMail(email))?.text ?? ""
    expect(text).not.toBe("")
    expect(text).not.toBe(before)
  }).toPass({ timeout: 30_000 })
  return /https?:\/\/\S+#token=[^\s\])]+/.exec(text)?.[0] ?? `no link in: ${text}`
}

/** Invites somebody new as an admin and lets them in; gives their address. */
async function newPerson(page: Page, admin: Page, name: string): Promise<string> {
  const email = `${name.toLowerCase().replace(/\W/g, ".")}.${Date.now()}@alphas.demo`
  await admin.goto("/people")
  await admin.getByRole("button", { name: "Invite" }).click()
  const dialog = admin.getByRole("dialog", { name: "Invite people" })
  await dialog.getByLabel("Name").fill(name)
  await dialog.getByLabel("Email").fill(email)
  await dialog.getByRole("button", { name: "Send invitation" }).click()
  await expect(admin.getByText(`Invitation sent to ${email}`)).toBeVisible()
  await page.goto(await linkTo(email))
  await expect(page.getByText(`You are joining as ${email}.`)).toBeVisible()
  await page.getByLabel("Password", { exact: true }).fill(password)
  await page.getByRole("button", { name: "Join" }).click()
  await expect(page.getByRole("heading", { level: 1, name: "Clients" })).toBeVisible()
  return email
}

test("the pages for strangers are accessible in both themes and fit a phone", async ({ page }) => {
  provokes(404)
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" })
    for (const address of [
      "/sign-in",
      "/forgot-password",
      "/reset-password#token=x",
      "/accept-invitation",
      "/none",
    ]) {
      await page.setViewportSize({ width: 1280, height: 800 })
      await page.goto(address)
      await expectAccessible(page)
      await page.setViewportSize({ width: 360, height: 740 })
      await expectNoSideways(page)
    }
  }
})

test("a wrong password is told in plain words and keeps the address", async ({ page }) => {
  provokes(401)
  await page.goto("/sign-in")
  await signIn(page, "nobody@alphas.demo", "wrong password")
  await expect(page.getByRole("alert").filter({ hasText: "address or password is wrong" })).toBeVisible()
  await expect(page.getByLabel("Email")).toHaveValue("nobody@alphas.demo")
})

test("sign-in leads back to where one wanted to go, and never to another site", async ({ page }) => {
  const { email, password: secret } = signInOf("finance")
  await page.goto("/account")
  await expect(page).toHaveURL(/\/sign-in\?next=%2Faccount$/)
  await signIn(page, email, secret)
  await expect(page).toHaveURL(/\/account$/)
  await page.goto("/sign-in?next=//evil.example")
  await expect(page).toHaveURL(/\/clients$/)
})

test("somebody invited joins by the link of the email, which works once; another role changes what is open", async ({
  page,
  pageOf,
  browser,
}) => {
  provokes(403, 404)
  const admin = await pageOf("admin")
  const email = await newPerson(page, admin, "Ida Invited")
  const link = await linkTo(email)
  expect(page.url(), "the secret of the link stays out of the address").not.toContain("token")

  const again = await (await browser.newContext()).newPage()
  await again.goto(link)
  await expect(again.getByRole("heading", { name: "This invitation is no longer valid" })).toBeVisible()
  await expectAccessible(again)
  await again.getByRole("button", { name: "Send me a new link" }).click()
  await expect(again.getByText(/a new one is on its way to the same address/)).toBeVisible()
  await again.context().close()

  await admin.goto(`/people?text=${encodeURIComponent(email)}`)
  await expect(admin.getByRole("link", { name: "Ida Invited" })).toBeVisible()

  await page.goto("/tasks?view=all")
  await settled(page)
  const { id } = await whoIs(page)
  const { version } = await ask<{ version: number }>(admin, "users.get", { id })
  await change(admin, "users.changeRole", { id, version, role: "finance" })
  await expect(page.getByRole("heading", { name: "Page not found" }), "live").toBeVisible({
    timeout: 20_000,
  })
})

test("a forgotten password is replaced by the link of the email", async ({ page, pageOf }) => {
  provokes(400, 401)
  const email = await newPerson(page, await pageOf("admin"), "Fritz Forgetful")
  const invitation = (await newestMail(email))?.text ?? ""
  // Off the page first: one that is still open would lead to sign-in by itself.
  await page.goto("about:blank")
  await page.context().clearCookies()
  await page.goto("/forgot-password")
  await page.getByLabel("Email").fill(email)
  await page.getByRole("button", { name: "Send link" }).click()
  await expect(page.getByRole("heading", { name: "Check your email" })).toBeVisible()
  await page.goto(await linkTo(email, invitation))
  await page.getByLabel("New password").fill("short")
  await page.getByRole("button", { name: "Change password" }).click()
  await expect(page.getByText("Use at least 10 characters.")).toBeVisible()
  await page.getByLabel("New password").fill("quite another password")
  await page.getByRole("button", { name: "Change password" }).click()
  await expect(page.getByRole("heading", { name: "Password changed" })).toBeVisible()
  await page.getByRole("link", { name: "Sign in" }).click()
  await signIn(page, email, password)
  await expect(page.getByRole("alert").filter({ hasText: "address or password is wrong" })).toBeVisible()
  await signIn(page, email, "quite another password")
  await expect(page.getByRole("heading", { level: 1, name: "Clients" })).toBeVisible()
})

test("a second factor is set up, asked for, and replaced by a recovery code", async ({ page, pageOf }) => {
  provokes(400, 401)
  const email = await newPerson(page, await pageOf("admin"), "Sonja Secure")
  await page.goto("/account")
  await page.getByRole("button", { name: "Set up" }).click()
  const given = page.getByRole("dialog").getByLabel("Password")
  await given.fill("a guess at a password")
  await page.getByRole("button", { name: "Continue" }).click()
  await expect(page.getByText("This password is wrong. Try again.")).toBeVisible()
  await given.fill(password)
  await page.getByRole("button", { name: "Continue" }).click()
  await expect(page.getByRole("img", { name: "QR code for your authenticator app" })).toBeVisible()
  const secret = (await page.getByTestId("totp-secret").textContent()) ?? ""
  // Each code works once: this one is the last before now, so that now's is still good below.
  await page.getByLabel("Six-digit code").fill(totp(secret, -1))
  await page.getByRole("button", { name: "Turn on" }).click()
  await expect(page.getByText("Save your recovery codes")).toBeVisible()
  const recovery = await page.getByRole("dialog").getByRole("listitem").first().textContent()
  await expectAccessible(page)
  await page.getByRole("button", { name: "I have saved them" }).click()

  const signOut = async () => {
    await settled(page)
    await page.getByRole("button", { name: "Your account" }).click()
    await page.getByRole("menuitem", { name: "Sign out" }).click()
    await expect(page).toHaveURL(/\/sign-in$/)
    await signIn(page, email, password)
    await expect(page.getByRole("heading", { name: "One more step" })).toBeVisible()
  }
  await signOut()
  await page.getByLabel("Code").fill("000000")
  await page.getByRole("button", { name: "Continue" }).click()
  await expect(page.getByRole("alert").filter({ hasText: "code is wrong" })).toBeVisible()
  await page.getByLabel("Code").fill(totp(secret, 0))
  await page.getByRole("button", { name: "Continue" }).click()
  await expect(page.getByRole("heading", { level: 1, name: "Clients" })).toBeVisible()
  await signOut()
  await page.getByRole("button", { name: "Use a recovery code" }).click()
  await page.getByLabel("Recovery code").fill(recovery ?? "")
  await page.getByRole("button", { name: "Continue" }).click()
  await expect(page.getByRole("heading", { level: 1, name: "Clients" })).toBeVisible()

  // Who has lost all of it asks an admin.
  const admin = await pageOf("admin")
  await admin.goto(`/people?text=${encodeURIComponent(email)}`)
  await admin.getByRole("link", { name: "Sonja Secure" }).click()
  await admin.getByRole("button", { name: "Turn off two-factor authentication" }).click()
  await expectAccessible(admin)
  await admin.getByRole("button", { name: "Turn off", exact: true }).click()
  await expect(admin.getByText("Two-factor authentication is off for Sonja Secure")).toBeVisible()
  await expect(admin.getByRole("button", { name: "Turn off two-factor authentication" })).toHaveCount(0)
  await expect(page).toHaveURL(/\/sign-in/)
  await signIn(page, email, password)
  await expect(page.getByRole("heading", { level: 1, name: "Clients" })).toBeVisible()
})

test("whoever has the server's code makes the first admin, once", async ({ page, browser }) => {
  provokes(400)
  await page.goto(product.emptyUrl)
  await expect(page).toHaveURL(/\/set-up$/)
  await expectAccessible(page)
  const fill = async (code: string) => {
    await page.getByLabel("One-time code").fill(code)
    await page.getByLabel("Agency name").fill("Erste Agentur")
    await page.getByLabel("Your name").fill("Frieda First")
    await page.getByLabel("Email").fill("frieda@first.example")
    await page.getByLabel("Password", { exact: true }).fill(password)
    await page.getByRole("button", { name: "Set up" }).click()
  }
  await fill("wrong")
  await expect(page.getByLabel("One-time code")).toHaveAttribute("aria-invalid", "true")
  await fill(product.setUpCode)
  await expect(page.getByRole("heading", { level: 1, name: "Clients" })).toBeVisible()
  await expect(page.getByRole("heading", { name: "No clients yet" })).toBeVisible()
  await expect(page.getByText("Erste Agentur")).toBeVisible()
  const later = await (await browser.newContext()).newPage()
  await later.goto(`${product.emptyUrl}/set-up`)
  await expect(later).toHaveURL(/\/sign-in$/)
  await later.context().close()
})

test("where registration is open, an address of the agency's domain gets a link to join", async ({
  page,
  pageOf,
}) => {
  const admin = await pageOf("admin")
  const save = async () => {
    await admin.getByRole("button", { name: "Save" }).click()
    await expect(admin.getByText("Settings saved")).toBeVisible()
  }
  const email = `rita.${Date.now()}@newcomers.example`
  await page.goto("/register")
  await expect(page).toHaveURL(/\/sign-in$/)
  await admin.goto("/settings")
  await admin.getByRole("switch", { name: "Allow people to register" }).check()
  await admin.getByPlaceholder("example.com").fill("newcomers.example")
  await admin.keyboard.press("Enter")
  await save()
  await page.goto("/sign-in")
  await page.getByRole("link", { name: "Create an account" }).click()
  await expect(page).toHaveURL(/\/register$/)
  await expectAccessible(page)
  await page.getByLabel("Your name").fill("Rita Register")
  await page.getByLabel("Email").fill(email)
  await page.getByRole("button", { name: "Continue" }).click()
  await expect(page.getByRole("heading", { name: "Check your email" })).toBeVisible()
  await page.goto(await linkTo(email))
  await page.getByLabel("Password", { exact: true }).fill(password)
  await page.getByRole("button", { name: "Join" }).click()
  await expect(page.getByRole("main")).toContainText("Clients you are a member of appear here")
  await admin.reload()
  await admin.getByRole("switch", { name: "Allow people to register" }).uncheck()
  await save()
})
