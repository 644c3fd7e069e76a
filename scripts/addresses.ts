import { nextFreePort } from "@alphas/local/ports"

/** Where the product is reached. */
export interface Addresses {
  webPort: number
  wsPort: number
  webUrl: string
  wsUrl: string
}

const loopback = ["127.0.0.1", "localhost", "::1"]

/**
 * The ports that the environment names, or the usual ones; the next free ones, and a sentence, when they are taken.
 * @throws when a port is none, or when HOST asks for more than this machine.
 */
export async function findAddresses(
  environment: NodeJS.ProcessEnv,
  say: (line: string) => void,
): Promise<Addresses> {
  const { HOST } = environment
  if (HOST && !loopback.includes(HOST)) {
    throw new Error(
      `HOST is ${HOST}, but npm start and npm run dev listen on 127.0.0.1 alone. Leave HOST empty; docs/operations.md says how Alphas runs for others.`,
    )
  }
  const near = async (name: "WEB" | "WS", usual: number, except: number[]) => {
    const wanted = Number(environment[`${name}_PORT`] || usual)
    if (!Number.isInteger(wanted) || wanted < 1 || wanted > 65_535) {
      throw new Error(
        `${name}_PORT is ${environment[`${name}_PORT`]}, which is not a port: name a number from 1 to 65535.`,
      )
    }
    const port = await nextFreePort(wanted, except)
    const url = environment[`${name}_URL`]
    if (port !== wanted) {
      say(`Port ${wanted} is taken by another program, so ${name}_PORT is ${port}.`)
      if (url) say(`${name}_URL stays ${url}, as the environment says: see that it leads to port ${port}.`)
    }
    return { port, url }
  }
  const ws = await near("WS", 3001, [])
  const web = await near("WEB", 3000, [ws.port])
  return {
    webPort: web.port,
    wsPort: ws.port,
    webUrl: web.url || `http://localhost:${web.port}`,
    wsUrl: ws.url || `ws://localhost:${ws.port}`,
  }
}
