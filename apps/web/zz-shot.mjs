// usage: node zz-shot.mjs name path [light|dark] [width] [height] [--as email]
import { chromium } from "@playwright/test"
const [name, path, scheme = "light", width = "1440", height = "900", as] = process.argv.slice(2)
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] })
const context = await browser.newContext({ viewport: { width: +width, height: +height }, colorScheme: scheme, locale: "en-GB", baseURL: "http://localhost:4300" })
const page = await context.newPage()
page.on("console", (m) => ["error", "warning"].includes(m.type()) && console.log(m.type(), m.text().slice(0, 600)))
page.on("pageerror", (e) => console.log("pageerror", e.message.slice(0, 500)))
if (as) {
  const r = await context.request.post("/api/trpc/session.signIn", { data: { email: as, password: "alphas-demo-2026" }, headers: { origin: "http://localhost:4300" } })
  console.log("sign in", r.status(), (await r.text()).slice(0, 200))
}
await page.goto(path, { waitUntil: "networkidle" })
await page.waitForTimeout(500)
for (const step of process.argv.slice(8)) {
  const [verb, ...rest] = step.split(":"); const arg = rest.join(":")
  if (verb === "click") await page.click(arg)
  if (verb === "key") await page.keyboard.press(arg)
  if (verb === "type") await page.keyboard.type(arg)
  if (verb === "wait") await page.waitForTimeout(+arg)
}
if (process.argv.length > 8) await page.waitForTimeout(500)
await page.screenshot({ path: `/tmp/web/shots/${name}.png` })
await browser.close()
