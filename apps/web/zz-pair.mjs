import { chromium } from "@playwright/test"
import { readFileSync } from "node:fs"
const [out, ...names] = process.argv.slice(2)
const b = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] })
const p = await b.newPage({ viewport: { width: 390 * names.length, height: 760 } })
await p.setContent(`<body style="margin:0;background:#888;display:flex;gap:20px">${names.map((n) => `<img src="data:image/png;base64,${readFileSync(`/tmp/web/shots/${n}.png`).toString("base64")}">`).join("")}</body>`)
await p.waitForTimeout(200)
await p.screenshot({ path: `/tmp/web/shots/${out}.png` })
await b.close()
