import { type AddressInfo, connect, createServer, type Socket } from "node:net"

/** What stands in front of several servers: each connection goes to one of those that are up, by chance. */
export interface Balancer {
  port: number
  /** Cuts a connection off without a word, as a line that breaks; false when none is open. */
  cutOne(): boolean
  close(): Promise<void>
}

export async function startBalancer(up: () => number[]): Promise<Balancer> {
  const open = new Set<Socket>()
  const server = createServer({ noDelay: true }, (client) => {
    const ports = up()
    const port = ports[Math.floor(Math.random() * ports.length)]
    if (port === undefined) return void client.resetAndDestroy()
    const upstream = connect({ port, host: "127.0.0.1", noDelay: true })
    open.add(client)
    client.pipe(upstream)
    upstream.pipe(client)
    // Whatever ends one end cuts the other.
    for (const [end, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      end.on("error", () => undefined) // "close" follows
      end.on("close", () => {
        open.delete(client)
        other.resetAndDestroy()
      })
    }
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const { port } = server.address() as AddressInfo // it listens on TCP
  return {
    port,
    cutOne() {
      const connections = [...open]
      const client = connections[Math.floor(Math.random() * connections.length)]
      client?.resetAndDestroy()
      return client !== undefined
    },
    async close() {
      for (const client of open) client.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
