import { chromium } from "@playwright/test"

const b = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] })
const c = await b.newContext({
  baseURL: "http://localhost:4300",
  locale: "en-GB",
  viewport: { width: 1440, height: 900 },
})
await c.request.post("/api/trpc/session.signIn", {
  data: { email: "team@alphas.demo", password: "alphas-demo-2026" },
  headers: { origin: "http://localhost:4300" },
})
const p = await c.newPage()
for (let i = 0; i < 6; i++) {
  await p.setViewportSize({ width: 1440, height: 900 })
  await p.goto("/clients", { waitUntil: "networkidle" })
  await p.setViewportSize({ width: 360, height: 740 })
  console.log(
    await p.evaluate(() => {
      const r = [document.documentElement.scrollWidth, document.documentElement.clientWidth]
      if (r[0] > r[1])
        for (const e of document.querySelectorAll("body *")) {
          if (e.getBoundingClientRect().right > 361) {
            r.push(e.tagName + "." + e.className + " " + e.getBoundingClientRect().width)
            if (r.length > 12) break
          }
        }
      return r
    }),
  )
}
await p.screenshot({ path: "/tmp/web/shots/team.png" })
await b.close()
