import { createServer } from "node:http"
import postgres from "postgres"
import { WebSocketServer, WebSocket } from "ws"
const sql = postgres(process.env.DATABASE_URL ?? "", { max: 10 })
const server = createServer((req, res) => {
  let body = ""
  req.on("data", (c) => { body += c })
  req.on("end", async () => {
    const { name, currency } = JSON.parse(body)
    const id = crypto.randomUUID()
    await sql`select id_hash from sessions where id_hash = ${"x"}`
    await sql`insert into clients (id, name, currency) values (${id}, ${name}, ${currency})`
    const text = JSON.stringify({ id: 1, result: { type: "data", id: "1.111.222", data: { id: "1.111.222", data: { kind: "change", at: new Date().toISOString(), verb: "clients.create", entity: "client", id, clientId: id, actorId: id } } } })
    for (const s of wss.clients) if (s.readyState === WebSocket.OPEN) s.send(text)
    res.end("{}")
  })
})
const wss = new WebSocketServer({ server, perMessageDeflate: false })
server.listen(0, "127.0.0.1", () => console.log(JSON.stringify({ port: (server.address() as { port: number }).port, msg: "listening" })))
