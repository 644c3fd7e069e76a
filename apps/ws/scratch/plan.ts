import { testDatabase } from "@alphas/db/testing"
import { startTestServers } from "../../../scripts/test-servers"
const servers = await startTestServers(); Object.assign(process.env, servers.env)
const d = await testDatabase()
const { sql } = d.connection
for (let i = 0; i < 20; i++) await sql`insert into changes (epoch, channel, verb, entity, entity_id, client_id) select 1, 'web', 'v', 'client', gen_random_uuid(), gen_random_uuid() from generate_series(1, 10000)`
await sql`analyze changes`
const [last] = await sql`select epoch, tx::text as tx, seq from changes c order by c.epoch desc, c.tx desc, c.seq desc limit 1 offset 5`
for (const r of await sql`explain analyze select c.epoch, c.tx::text as tx, c.seq, c.at::text as at, c.people,
      c.epoch < e.epoch or c.tx < pg_snapshot_xmin(pg_current_snapshot()) as readable
    from changes c, change_epoch e
    where (c.epoch, c.tx, c.seq) > (${last!.epoch}, ${last!.tx}::xid8, ${last!.seq})
    order by c.epoch, c.tx, c.seq
    limit ${1000}`) console.log(r["QUERY PLAN"])
for (const r of await sql`explain analyze select c.epoch, c.tx::text as tx, c.seq from changes c, change_epoch e
    where c.epoch < e.epoch or c.tx < pg_snapshot_xmin(pg_current_snapshot())
    order by c.epoch desc, c.tx desc, c.seq desc limit ${20001}`) console.log(r["QUERY PLAN"])
await d.drop(); await servers.stop(); process.exit(0)
