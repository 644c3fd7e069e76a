import { createServer } from "node:net"

/** True when nothing listens on this port of 127.0.0.1 at the moment of the call. */
export function isPortFree(port: number, host = "127.0.0.1"): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer()
    // A machine without IPv6 has nobody listening there either.
    probe.once("error", (error: NodeJS.ErrnoException) => resolve(error.code === "EADDRNOTAVAIL"))
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(true)))
  })
}

/** The ports that browsers refuse to connect to: the "bad ports" of https://fetch.spec.whatwg.org/#port-blocking. */
const refused = new Set([
  0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104,
  109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515,
  526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049,
  3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
])

/** True for a port on which no browser opens a page or a socket. */
export function browsersRefuse(port: number): boolean {
  return refused.has(port)
}

/**
 * The first port from `first` on that is free on 127.0.0.1 and on ::1, so that nobody else answers when a person
 * opens localhost, and that browsers take. Throws when a hundred in a row are taken.
 */
export async function nextFreePort(first: number, except: number[] = []): Promise<number> {
  for (let port = first; port < first + 100; port++) {
    if (except.includes(port) || browsersRefuse(port)) continue
    if ((await isPortFree(port)) && (await isPortFree(port, "::1"))) return port
  }
  throw new Error(
    `The ports ${first} to ${first + 99} are all taken. Stop something, or choose another port.`,
  )
}

/**
 * A port of 127.0.0.1 that was free a moment ago: `wanted` when it is, else one that the system picks.
 * Another process may take it before the caller listens, so a server that finds it taken should ask again.
 */
export async function freePort(wanted?: number): Promise<number> {
  if (wanted !== undefined && (await isPortFree(wanted))) return wanted
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once("error", reject)
    probe.listen({ port: 0, host: "127.0.0.1" }, () => {
      const address = probe.address()
      probe.close(() => {
        if (address && typeof address === "object") resolve(address.port)
        else reject(new Error("The system gave no free port on 127.0.0.1."))
      })
    })
  })
}
