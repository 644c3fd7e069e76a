import { chromium } from "@playwright/test"
const b = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] })
const open = async (email, path) => {
  const c = await b.newContext({ baseURL: "http://localhost:4300", locale: "en-GB", viewport: { width: 1440, height: 900 } })
  await c.request.post("/api/trpc/session.signIn", { data: { email, password: "alphas-demo-2026" }, headers: { origin: "http://localhost:4300" } })
  const p = await c.newPage(); await p.goto(path, { waitUntil: "networkidle" }); return p
}
const a = await open("admin@alphas.demo", "/clients")
const href = await a.locator("[data-row-link]").first().getAttribute("href")
await a.goto(href, { waitUntil: "networkidle" })
const m = await open("finance@alphas.demo", href)
const t = await open("manager@alphas.demo", "/clients")
await a.waitForTimeout(3000)
await a.screenshot({ path: "/tmp/web/shots/presence.png" })
// offline line
await a.context().setOffline(true); await a.waitForTimeout(500)
await a.screenshot({ path: "/tmp/web/shots/offline.png", clip: { x: 0, y: 0, width: 1440, height: 200 } })
await b.close()
