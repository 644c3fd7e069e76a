import { startTestServers } from "../scripts/test-servers"
const servers = await startTestServers()
Object.assign(process.env, servers.env)
const { testApi } = await import("../packages/api/src/testing")
const { makeUser } = await import("../packages/db/src/factories")
const api = await testApi()
const sql = api.database.connection.sql
const N = Number(process.env.N ?? 1000000)
let t = performance.now()
for (const i of ['clients_text_idx','clients_name_trgm_idx','clients_tags_idx','clients_name_key_trgm_idx','clients_name_key_idx','clients_status_idx','clients_industry_idx']) await sql.unsafe('drop index if exists '+i)
await sql.begin(async (tx) => {
  await tx`set local statement_timeout = 0`
  await tx.unsafe(`
insert into clients (id, name, currency, website, domain, email, status)
select gen_random_uuid(), n, 'EUR', 'https://'||d, d, 'info@'||d, 'active'
from (select w1[1+(random()*149)::int] || case when random()<.6 then ' '||w2[1+(random()*39)::int] else '' end || ' ' || w1[1+(random()*149)::int] || ' ' || f[1+(random()*9)::int] as n,
  'c'||i||'.example' as d
 from generate_series(1,${N}) i,
 (select array(select initcap(substr(md5(g::text),1,3+(g%4))||chr(97+g%26)||chr(97+(g*7)%26)||chr(97+(g*3)%26)) from generate_series(1,150) g) w1,
  array['Media','Global','Digital','Partners','Solutions','Group','Marketing','Works','Studio','Systems','Consulting','Holding','Services','International','Design','Labs','Logistics','Energy','Foods','Travel','Bank','Health','Sports','Fashion','Motors','Real Estate','Print','Events','Software','Data','Cloud','Network','Capital','Trade','Invest','Bau','Technik','Handel','Werke','Verlag'] w2,
  array['GmbH','AG','Ltd','Inc.','GmbH & Co. KG','SARL','B.V.','LLC','S.A.','Limited'] f) x) y`)
})
console.log("inserted", N, ((performance.now()-t)/1000).toFixed(1)+"s")
t=performance.now(); await sql.begin(async tx=>{await tx`set local statement_timeout=0`; await tx.unsafe('create index clients_name_key_idx on clients (name_key) where deleted_at is null; create index clients_name_key_trgm_idx on clients using gin (name_key gin_trgm_ops) where deleted_at is null')}); console.log('index', ((performance.now()-t)/1000).toFixed(1))
t = performance.now(); await sql`vacuum analyze clients`; console.log("vacuum", ((performance.now()-t)/1000).toFixed(1))
t = performance.now(); await sql`select count(client_name_key(name)) from clients where id < '20000000-0000-0000-0000-000000000000'`; console.log("function µs per row ~", ((performance.now()-t)*1000/(N/8)).toFixed(1))
const admin = await makeUser(api.database.connection.db, { role: "admin" })
const names = (await sql<{name:string}[]>`select name from clients tablesample system (0.01) limit 60`).map(r=>r.name)
const probes = [...names, "Global Media Solutions GmbH", "Media Group International", "Digital Marketing Services Partners", "A", "Solutions", "Müller & Söhne KG", "Xylophon Quarzwerk Zwickau AG"]
const times: [number,string,number][] = []
for (const name of probes) {
  const s = performance.now()
  const r = await api.as(admin).clients.duplicates({ name, website: "c777.example", email: "info@c778.example", contactEmails: ["a@b.example"] })
  times.push([performance.now()-s, name, r.length])
}
times.sort((a,b)=>b[0]-a[0])
console.log(times.slice(0,8)); console.log("median", times[times.length>>1])
await api.close(); await servers.stop()
