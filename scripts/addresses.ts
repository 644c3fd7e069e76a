import { browsersRefuse, nextFreePort } from "@alphas/local/ports"

/** Where the product is reached. */
export interface Addresses {
  webPort: number
  wsPort: number
  webUrl: string
  wsUrl: string
}

const loopback = ["127.0.0.1", "localhost", "::1"]

const usual = { WEB: 3000, WS: 3001 }

/**
 * The ports that the environment names, or the usual ones.
 * @throws when one is no port or one that browsers refuse, or when HOST asks for more than this machine.
 */
export function wantedPorts(environment: NodeJS.ProcessEnv): Record<"WEB" | "WS", number> {
  const { HOST } = environment
  if (HOST && !loopback.includes(HOST)) {
    throw new Error(
      `HOST is ${HOST}, but npm start and npm run dev listen on 127.0.0.1 alone. Leave HOST empty; docs/operations.md says how Alphas runs for others.`,
    )
  }
  const wanted = (name: "WEB" | "WS") => {
    const port = Number(environment[`${name}_PORT`] || usual[name])
    if (!Number.isInteger(port) || port < 1 || port > 65_535) {
      throw new Error(
        `${name}_PORT is ${environment[`${name}_PORT`]}, which is not a port: name a number from 1 to 65535.`,
      )
    }
    const url = environment[`${name}_URL`]
    const inUrl = url && URL.canParse(url) ? Number(new URL(url).port) : 0
    for (const [variable, number] of [
      [`${name}_PORT`, port],
      [`${name}_URL`, inUrl],
    ] as const) {
      if (number === 0 || !browsersRefuse(number)) continue
      throw new Error(
        `${variable} names port ${number}, which browsers refuse to open. Choose another one, such as ${usual[name]}.`,
      )
    }
    return port
  }
  return { WEB: wanted("WEB"), WS: wanted("WS") }
}

/**
 * Where the product will be: the wanted ports; the next free ones, and a sentence, when they are taken.
 * @throws as `wantedPorts` does.
 */
export async function findAddresses(
  environment: NodeJS.ProcessEnv,
  say: (line: string) => void,
): Promise<Addresses> {
  const ports = wantedPorts(environment)
  const near = async (name: "WEB" | "WS", except: number[]) => {
    const wanted = ports[name]
    const port = await nextFreePort(wanted, except)
    const url = environment[`${name}_URL`]
    if (port !== wanted) {
      say(`Port ${wanted} is taken by another program, so ${name}_PORT is ${port}.`)
      if (url) say(`${name}_URL stays ${url}, as the environment says: see that it leads to port ${port}.`)
    }
    return { port, url }
  }
  const ws = await near("WS", [])
  const web = await near("WEB", [ws.port])
  return {
    webPort: web.port,
    wsPort: ws.port,
    webUrl: web.url || `http://localhost:${web.port}`,
    wsUrl: ws.url || `ws://localhost:${ws.port}`,
  }
}
