import { type Server, startAlphas } from "./servers"

/** Two socket servers on one database, as in production; each can be killed and comes back on its port. */
export interface Pair {
  readonly ports: readonly number[]
  /** The ports that are served at this moment. */
  up(): number[]
  /** Ends one without warning (SIGKILL) and starts it again at once; settles when it is dead. Waits until it is up. */
  kill(index: number): Promise<void>
  /** Settles when both are up. */
  settled(): Promise<void>
  stop(): Promise<void>
}

/** Starts both, with Redis when its URL is given. */
export async function startPair(
  databaseUrl: string,
  redisUrl: string | undefined,
  env: Record<string, string> = {},
): Promise<Pair> {
  const start = (port?: number) => startAlphas(databaseUrl, redisUrl, env, port)
  const servers = await Promise.all([start(), start()])
  const ports = servers.map((server) => server.port)
  const alive = new Set(ports)
  const starting: Promise<void>[] = ports.map(() => Promise.resolve())
  const settled = async () => void (await Promise.all(starting))
  return {
    ports,
    up: () => [...alive],
    async kill(index) {
      await starting[index]
      const server = servers[index]
      if (server === undefined) throw new Error(`There is no server ${index}.`)
      alive.delete(server.port)
      await server.kill()
      starting[index] = start(server.port).then((next: Server) => {
        servers[index] = next
        alive.add(next.port)
      })
    },
    settled,
    async stop() {
      await settled()
      await Promise.all(servers.map((server) => server.stop()))
    },
  }
}
