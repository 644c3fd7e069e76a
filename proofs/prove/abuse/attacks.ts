import { randomBytes } from "node:crypto"
import { setTimeout as sleep } from "node:timers/promises"
import { call, frame, head, hearOut, openLine, type Target, upgrade } from "./line"

/** One way to be a nuisance. */
interface Attack {
  name: string
  /** The servers that it means. */
  at: ("web" | "ws")[]
  /** How many do it at once. */
  loops: number
  /** Milliseconds between two tries of one of them. */
  pause: number
  /** Tries once; the bytes that came for it. */
  once(target: Target): Promise<number>
}

const everywhere: Attack["at"] = ["web", "ws"]
const fields = (count: number) =>
  JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, n) => [`field${n}`, 1])))
const nested = (levels: number) => `{"email":${"[".repeat(levels)}${"]".repeat(levels)}}`
const megabyte = fields(75_000)
const deepMegabyte = nested(500_000)

/** Opens a socket as the pages do, sends these frames and waits until it is closed. */
const frames = async (target: Target, ...sent: Buffer[]): Promise<number> => {
  const line = await openLine(target, upgrade("/", { origin: target.origin }))
  for (const each of sent) line?.write(each)
  return hearOut(line, 1_000)
}
const query = (id: number, path: string, input: string) =>
  `{"id":${id},"method":"mutation","params":{"path":"${path}","input":${input}}}`

/** Every kind of nuisance, in the order in which the report names it. */
const attacks: Attack[] = [
  {
    name: "frames of 32,000 calls",
    at: ["ws"],
    loops: 2,
    pause: 50,
    once: (target) => frames(target, frame(`[${Array(32_000).fill(1).join(",")}]`)),
  },
  {
    name: "frames with deep and wide inputs",
    at: ["ws"],
    loops: 2,
    pause: 50,
    once: (target) =>
      frames(
        target,
        frame(query(1, "session.signIn", nested(30_000))),
        frame(query(2, "session.signIn", fields(4_000))),
      ),
  },
  {
    name: "messages without pause",
    at: ["ws"],
    loops: 2,
    pause: 50,
    once: (target) => frames(target, ...Array(400).fill(frame("[1,1,1,1]"))),
  },
  {
    name: "pings without pause",
    at: ["ws"],
    loops: 2,
    pause: 50,
    once: (target) => frames(target, ...Array(400).fill(frame("x", 9))),
  },
  {
    name: "broken, binary and oversized frames",
    at: ["ws"],
    loops: 2,
    pause: 50,
    once: (target) =>
      frames(target, frame(randomBytes(500), 2), frame("x".repeat(70_000)), randomBytes(2_000)),
  },
  {
    name: "bodies of a megabyte of unknown fields",
    at: everywhere,
    loops: 1,
    pause: 200,
    once: async (target) => hearOut(await openLine(target, call(target, "session.signIn", megabyte)), 2_000),
  },
  {
    name: "bodies of a megabyte of brackets",
    at: everywhere,
    loops: 1,
    pause: 200,
    once: async (target) =>
      hearOut(await openLine(target, call(target, "session.signIn", deepMegabyte)), 2_000),
  },
  {
    name: "bodies just inside the bounds",
    at: everywhere,
    loops: 2,
    pause: 50,
    once: async (target) =>
      hearOut(await openLine(target, call(target, "session.signIn", fields(50))), 2_000),
  },
  {
    name: "bodies that never end",
    at: everywhere,
    loops: 20,
    pause: 50,
    once: async (target) =>
      hearOut(
        await openLine(target, call(target, "session.signIn", "{", { "content-length": "5000" })),
        5_000,
      ),
  },
  {
    name: "batches of a thousand calls",
    at: everywhere,
    loops: 1,
    pause: 100,
    once: async (target) =>
      hearOut(
        await openLine(
          target,
          head("GET", `/api/trpc/${Array(500).fill("session.state").join(",")}?batch=1&input=%7B%7D`, {
            connection: "close",
          }),
        ),
        2_000,
      ),
  },
  {
    name: "half-open requests",
    at: everywhere,
    loops: 100,
    pause: 100,
    once: async (target) =>
      hearOut(await openLine(target, "GET /api/trpc/session.state HTTP/1.1\r\nhost: x\r\n"), 8_000),
  },
  {
    name: "sockets that are refused",
    at: everywhere,
    loops: 20,
    pause: 100,
    once: async (target) =>
      hearOut(
        await openLine(target, upgrade("/nowhere", { origin: "https://evil.example", cookie: "a=b" })),
        8_000,
      ),
  },
  {
    name: "sign-ins with made-up accounts",
    at: everywhere,
    loops: 4,
    pause: 20,
    once: async (target) => {
      const email = `${randomBytes(6).toString("hex")}@nowhere.example`
      const body = JSON.stringify({ email, password: "wrong" })
      return hearOut(await openLine(target, call(target, "session.signIn", body)), 5_000)
    },
  },
  {
    name: "made-up cookies and tokens",
    at: everywhere,
    loops: 2,
    pause: 10,
    once: async (target) => {
      const headers = {
        cookie: `alphas_session=${randomBytes(20).toString("hex")}`,
        authorization: `Bearer alp_${randomBytes(32).toString("base64url")}`,
        connection: "close",
      }
      return hearOut(
        await openLine(target, head("GET", "/api/trpc/clients.list?input=%7B%7D", headers)),
        5_000,
      )
    },
  },
  {
    name: "a flood of small calls",
    at: everywhere,
    loops: 4,
    pause: 10,
    once: async (target) =>
      hearOut(
        await openLine(target, head("GET", "/api/trpc/session.state?input=%7B%7D", { connection: "close" })),
        5_000,
      ),
  },
  {
    name: "a flood of pages",
    at: ["web"],
    loops: 2,
    pause: 20,
    once: async (target) =>
      hearOut(await openLine(target, head("GET", "/sign-in", { connection: "close" })), 5_000),
  },
]

/** How often each kind was tried, and the bytes that came for it. */
export type Tries = { name: string; tries: number; bytes: number }[]

/** Goes on with all of them until `running` says no. */
export async function attackAll(
  targets: { web: Target; ws: Target },
  running: () => boolean,
): Promise<Tries> {
  return Promise.all(
    attacks.map(async ({ name, at, loops, pause, once }) => {
      let [tries, bytes] = [0, 0]
      const loop = async (target: Target) => {
        while (running()) {
          bytes += await once(target)
          tries++
          await sleep(pause)
        }
      }
      await Promise.all(at.flatMap((server) => Array.from({ length: loops }, () => loop(targets[server]))))
      return { name, tries, bytes }
    }),
  )
}
