import { newName } from "./ask"
import { addMember, newClient, readClient, socketUrl, updateClient, whoIs } from "./clients-data"
import { product, signInOf } from "./product"
import { expect, provokes, settled, test } from "./test"

const patient = { timeout: 30_000 }

test("two people edit the same client: the second sees both versions, picks, and nothing is overwritten", async ({
  pageOf,
}) => {
  provokes(409)
  const [first, second] = [await pageOf("manager"), await pageOf("admin")]
  const { id } = await newClient(first, { name: newName("Konflikt"), phone: "+49 1", city: "Bonn" })
  for (const page of [first, second]) {
    await page.goto(`/clients/${id}`)
    await page.getByRole("button", { name: "Edit" }).click()
  }
  // The second one has begun to type before the first one saves.
  await second.getByLabel("Phone").fill("+49 3")
  await second.getByLabel("City").fill("Köln")
  await first.getByLabel("Phone").fill("+49 2")
  await first.getByRole("textbox", { name: "Status" }).click()
  await first.getByRole("option", { name: "On hold" }).click()
  await first.getByRole("button", { name: "Save" }).click()
  await expect(first.getByRole("dialog")).toBeHidden()
  await second.getByRole("button", { name: "Save" }).click()

  const conflict = second.getByRole("dialog", { name: "Someone else changed this while you were editing" })
  await expect(conflict).toBeVisible()
  await expect(conflict.getByRole("radiogroup", { name: "Phone" })).toContainText("+49 3")
  await expect(conflict.getByRole("radiogroup", { name: "Phone" })).toContainText("+49 2")
  await expect(conflict.getByRole("radiogroup", { name: "Status" }), "in words").toContainText("On hold")
  const before = await readClient(first, id)
  expect([before.phone, before.city]).toEqual(["+49 2", "Bonn"])

  await conflict.getByRole("radiogroup", { name: "Phone" }).getByRole("radio").nth(1).click()
  await conflict.getByRole("button", { name: "Save choices" }).click()
  await expect(second.getByRole("dialog")).toHaveCount(0)
  const after = await readClient(first, id)
  expect([after.phone, after.city, after.status]).toEqual(["+49 2", "Köln", "on_hold"])
})

test("a client that is taken from somebody disappears from under them", async ({ pageOf }) => {
  const [manager, member] = [await pageOf("manager"), await pageOf("team_member")]
  const name = newName("Vorbei")
  const { id } = await newClient(manager, { name })
  const person = await whoIs(member)
  await addMember(manager, { id, userId: person.id })
  await member.goto(`/clients/${id}`)
  await expect(member.getByRole("heading", { level: 1, name })).toBeVisible()

  await manager.goto(`/clients/${id}`)
  const entry = manager
    .getByRole("region", { name: "Members" })
    .getByRole("listitem")
    .filter({ hasText: person.name })
  await entry.hover()
  await entry.getByRole("button", { name: `Remove ${person.name}` }).click()
  await expect(member.getByRole("heading", { name: "Client not found" })).toBeVisible(patient)
  await expect(member.locator("header, main").getByText(name)).toHaveCount(0)
})

test("while the socket is away a thin line says so; when it is back, what was missed arrives without a reload", async ({
  pageOf,
}) => {
  test.setTimeout(120_000)
  const [page, other] = [await pageOf("manager"), await pageOf("admin")]
  const name = newName("Funkloch")
  const { id, version } = await newClient(page, { name })

  let away = false
  let cut = () => {}
  await page.routeWebSocket(
    (url) => url.href.startsWith(socketUrl()),
    (socket) => {
      if (away) return void setTimeout(() => socket.close({ code: 1012 }), 20)
      const server = socket.connectToServer()
      cut = () => {
        void server.close()
        void socket.close({ code: 1012 })
      }
    },
  )
  await page.goto(`/clients/${id}`)
  await expect(page.getByRole("button", { name: /^Status: Prospect/ })).toBeVisible()
  const heard = page.waitForEvent("response", (answer) => answer.url().includes("clients.get"))
  const { version: second } = await updateClient(other, { id, version, changes: { status: "active" } })
  await heard
  await expect(page.getByRole("button", { name: /^Status: Active/ }), "live").toBeVisible(patient)

  away = true
  cut()
  await expect(page.getByText("Reconnecting.")).toBeVisible(patient)
  await updateClient(other, { id, version: second, changes: { status: "former" } })
  away = false
  await expect(page.getByRole("button", { name: /^Status: Former/ }), "what was missed").toBeVisible({
    timeout: 60_000,
  })
  await expect(page.getByText("Reconnecting.")).toHaveCount(0)
})

test("a link that is clicked while offline keeps the page and says why", async ({ pageOf, complaints }) => {
  const page = await pageOf("manager")
  await page.goto("/clients")
  await settled(page)
  await page.context().setOffline(true)
  await page.getByRole("link", { name: "People" }).first().click()
  await expect(page.getByText("You can open other pages once you are back online.")).toBeVisible()
  await expect(page.getByRole("table", { name: "Clients" })).toBeVisible()
  await expect(page.getByText("You are offline. The data may be out of date")).toBeVisible()
  await page.context().setOffline(false)
  await page.getByRole("link", { name: "People" }).first().click()
  await expect(page).toHaveURL(/\/people/)
  // The browser itself notes what could not be asked meanwhile.
  expect(complaints.splice(0).filter((complaint) => !complaint.includes("INTERNET_DISCONNECTED"))).toEqual([])
})

test("an API that does not answer leaves a sentence and a way to try again", async ({
  pageOf,
  complaints,
}) => {
  const page = await pageOf("manager")
  await page.goto("/clients")
  await expect(page.getByRole("table", { name: "Clients" })).toBeVisible()
  await page.route("**/api/trpc/**", (route) =>
    route.fulfill({ status: 503, contentType: "text/html", body: "<h1>Down</h1>" }),
  )
  await page.getByRole("columnheader", { name: "Industry" }).getByRole("button").click()
  await expect(page.getByRole("heading", { name: "Could not load this" })).toBeVisible({
    timeout: 45_000,
  })
  await page.unroute("**/api/trpc/**")
  await page.getByRole("button", { name: "Try again" }).click()
  await expect(page.getByRole("table", { name: "Clients" })).toBeVisible()
  // The browser itself notes what this test provoked.
  expect(complaints.splice(0).filter((complaint) => !complaint.includes("status of 503"))).toEqual([])
})

test("a refused change goes back to what it was, and says why", async ({ pageOf }) => {
  provokes(412)
  const page = await pageOf("manager")
  const { id } = await newClient(page, { name: newName("Zurück") })
  await page.goto(`/clients/${id}`)
  const refusal = {
    error: {
      message: "The agency is closed today.",
      code: -32603,
      data: { code: "PRECONDITION_FAILED", httpStatus: 412, reason: "workflow", fields: {}, requestId: "x" },
    },
  }
  await page.route("**/api/trpc/clients.update*", (route) =>
    route.fulfill({ status: 412, contentType: "application/json", body: JSON.stringify(refusal) }),
  )
  await page.getByRole("button", { name: /^Status: Prospect/ }).click()
  await page.getByRole("menuitem", { name: "Active" }).click()
  await expect(page.getByText("The agency is closed today.")).toBeVisible()
  await expect(page.getByRole("button", { name: /^Status: Prospect/ })).toBeVisible()
  expect((await readClient(page, id)).status).toBe("prospect")
})

test("a page whose session is ended elsewhere shows nothing more and leads to sign-in", async ({ page }) => {
  provokes(401)
  const { email, password } = signInOf("finance")
  await page.goto("/sign-in")
  await page.getByLabel("Email").fill(email)
  await page.getByLabel("Password", { exact: true }).fill(password)
  await page.getByRole("button", { name: "Sign in" }).click()
  await expect(page.getByRole("heading", { level: 1, name: "Clients" })).toBeVisible()
  await page.getByRole("searchbox", { name: "Search clients" }).waitFor()
  await settled(page)
  const ended = await page.request.post("/api/trpc/session.signOut", {
    headers: { origin: product.url },
    data: {},
  })
  expect(ended.status(), await ended.text()).toBe(200)
  await expect(page).toHaveURL(/\/sign-in/, { timeout: 3_000 })
})
