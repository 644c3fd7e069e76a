import { WebSocket } from "ws"
import { webOrigin } from "../../servers"

/** What a caller brings: a browser's cookie or a script's token. */
export type Credential = { cookie: string } | { token: string }

export const headersOf = (credential: Credential): Record<string, string> =>
  "cookie" in credential
    ? { cookie: credential.cookie, origin: webOrigin }
    : { authorization: `Bearer ${credential.token}` }

interface Heard {
  /** `performance.now()`. */
  at: number
  /** The client that it was about; null for what is about none. */
  clientId: string | null
}

interface Message {
  result?: { data?: { id: string; data: { kind: string; clientId?: string | null } } }
  error?: { data: { reason: string } }
}

/** An open socket that listens to the changes and notes when it was told what. */
export class Ear {
  readonly heard: Heard[] = []
  /** When it was closed by the other side; null while it is open. */
  closedAt: number | null = null
  /** Why the subscription was refused. */
  refusal: string | null = null
  last: string | undefined
  private readonly socket: WebSocket

  constructor(port: number, credential: Credential, after?: string) {
    this.socket = new WebSocket(`ws://127.0.0.1:${port}`, { headers: headersOf(credential) })
    this.socket.on("open", () => {
      const params = { path: "changes.live", lastEventId: after }
      this.socket.send(JSON.stringify({ id: 1, method: "subscription", params }))
    })
    this.socket.on("message", (data) => this.take(JSON.parse(String(data)) as Message)) // tRPC's protocol
    this.socket.on("close", () => {
      this.closedAt = performance.now()
    })
    this.socket.on("error", () => undefined) // "close" follows
  }

  heardOf(clientId: string): boolean {
    return this.heard.some((heard) => heard.clientId === clientId)
  }

  /** When it was last told anything, of this client if one is named; 0 for never. */
  lastHeard(clientId?: string): number {
    return this.heard.findLast((heard) => clientId === undefined || heard.clientId === clientId)?.at ?? 0
  }

  close(): void {
    this.socket.removeAllListeners("close")
    this.socket.terminate()
  }

  private take({ result, error }: Message): void {
    if (error !== undefined) this.refusal = error.data.reason
    if (result?.data === undefined) return
    const { id, data } = result.data
    this.last = id
    if (data.kind === "change") this.heard.push({ at: performance.now(), clientId: data.clientId ?? null })
  }
}
