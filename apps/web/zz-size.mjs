import { chromium } from "@playwright/test"
import { gzipSync } from "node:zlib"
const b = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] })
for (const path of ["/sign-in", "/clients", "/people", "/audit", "/account"]) {
  const c = await b.newContext({ baseURL: "http://localhost:4300", locale: "en-GB" })
  if (path !== "/sign-in") await c.request.post("/api/trpc/session.signIn", { data: { email: "admin@alphas.demo", password: "alphas-demo-2026" }, headers: { origin: "http://localhost:4300" } })
  const p = await c.newPage()
  let js = 0, css = 0, font = 0; const list = []
  p.on("console", (m) => ["error", "warning"].includes(m.type()) && console.log(path, m.type(), m.text().slice(0, 300)))
  p.on("pageerror", (e) => console.log(path, "pageerror", e.message))
  p.on("response", async (r) => { try { const u = r.url(); if (!u.includes("/_next/")) return; const body = await r.body(); const z = gzipSync(body).length; if (u.includes(".js")) { js += z; list.push([z, u.split("/").pop()]) } else if (u.includes(".css")) css += z; else if (u.includes("woff")) font += body.length } catch {} })
  const t = Date.now()
  await p.goto(path, { waitUntil: "networkidle" })
  console.log(path, "js", (js / 1024) | 0, "css", (css / 1024) | 0, "font", (font / 1024) | 0, Date.now() - t, "ms", process.argv[2] ? list.sort((a, b) => b[0] - a[0]).slice(0, 12) : "")
  await c.close()
}
await b.close()
