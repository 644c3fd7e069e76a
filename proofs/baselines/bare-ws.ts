import { randomUUID } from "node:crypto"
import { createServer } from "node:http"
import postgres from "postgres"
import { WebSocket, WebSocketServer } from "ws"

// The least that can be done by hand: a POST inserts a client, the event is serialised once and sent to every socket.
// No log, no order, no resuming, nothing looked at about who may see it.

const [port, databaseUrl = ""] = process.argv.slice(2)
const sql = postgres(databaseUrl, { max: 10 })

const server = createServer(async (request, response) => {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  const client = JSON.parse(Buffer.concat(parts).toString()) as { name: string; currency: string }
  const id = randomUUID()
  await sql`insert into clients (id, name, currency) values (${id}, ${client.name}, ${client.currency})`
  const event = Buffer.from(
    JSON.stringify({
      kind: "change",
      at: new Date().toISOString(),
      verb: "clients.create",
      entity: "client",
      id,
    }),
  )
  for (const socket of sockets.clients) {
    if (socket.readyState === WebSocket.OPEN) socket.send(event, { binary: false })
  }
  const body = JSON.stringify({ result: { data: { id, version: 1 } } })
  response.writeHead(200, { "content-type": "application/json", "content-length": Buffer.byteLength(body) })
  response.end(body)
})
const sockets = new WebSocketServer({ server, perMessageDeflate: false })
server.listen(Number(port), "127.0.0.1")
