import { startPostgres } from "@alphas/local/postgres"
const server = await startPostgres({ folder: "/tmp/web/postgres", durable: false })
console.log(server.url)
setInterval(() => {}, 1e6)
process.on("SIGTERM", async () => { await server.stop(); process.exit(0) })
