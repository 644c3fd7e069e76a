import { request } from "@playwright/test"
const r = await request.newContext({ baseURL: "http://localhost:4300", extraHTTPHeaders: { origin: "http://localhost:4300" } })
await r.post("/api/trpc/session.signIn", { data: { email: process.argv[2], password: "alphas-demo-2026" } })
const [path, input] = process.argv.slice(3)
const t = Date.now()
const a = await r.get(`/api/trpc/${path}?input=${encodeURIComponent(input ?? "{}")}`)
console.log(a.status(), Date.now() - t, (await a.text()).slice(0, 1500))
