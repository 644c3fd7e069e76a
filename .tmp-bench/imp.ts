import { startTestServers } from "../scripts/test-servers"
const servers = await startTestServers()
Object.assign(process.env, servers.env)
const { testApi } = await import("../packages/api/src/testing")
const { makeUser } = await import("../packages/db/src/factories")
const { ImportDriver } = await import("../packages/api/src/clients/import-testing")
const { writeCsv } = await import("../packages/documents/src/csv-write")
const { exportHeader, writeCells } = await import("../packages/domain/src/clients/csv-row")
const api = await testApi()
const admin = await makeUser(api.database.connection.db, { role: "admin" })
const N = Number(process.env.N ?? 10000)
let csv = ""
const rows = Array.from({length:N},(_,at)=>writeCells({name:`Company ${at} GmbH`,status:"active",industry:"Software",website:`https://www.c${at}.example`,email:`info@c${at}.example`,phone:"+49 30 "+at,street:"Str. 1",postalCode:"10115",city:"Berlin",region:null,country:"DE",vatId:null,currency:"EUR",tags:["a","b"],notes:"Note on "+at,ownerEmail:admin.email,memberEmails:[],archived:false,contacts:[1,2].map(n=>({name:`Person ${at} ${n}`,email:`p${n}@c${at}.example`,phone:null,jobTitle:"Buyer",notes:null}))}))
for await (const p of writeCsv(exportHeader, rows)) csv += p
const d = new ImportDriver(api, admin)
const timed = async (name: string, w: () => Promise<any>) => { const c = process.cpuUsage(), t = performance.now(); const r = await w(); const u = process.cpuUsage(c); console.log(name.padEnd(8), "wall", ((performance.now()-t)/1000).toFixed(2), "node cpu", ((u.user+u.system)/1e6).toFixed(2), "rss", (process.memoryUsage.rss()/1048576).toFixed(0)); return r }
const id = await timed("upload", () => d.upload(csv))
const read = await timed("read", () => d.readUploaded(id))
await timed("check", () => d.checkAgain(id, { mapping: read.mapping, duplicates: "create" }))
await timed("apply", () => d.apply(id))
await timed("undo", () => d.undo(id))
await api.close(); await servers.stop()
