import type { IncomingMessage } from "node:http"
import { foreignOrigin } from "@alphas/api/border"
import type { Context, Services } from "@alphas/api/context"
import { admitCalls } from "@alphas/api/http"
import { Refusal } from "@alphas/api/refusal"
import type { Identity } from "@alphas/auth/identity"
import { newId } from "@alphas/domain/ids"
import { addressOf, headerOf } from "./http"

/** Where a socket comes from, and what it brings to say who is calling. */
export class SocketCaller {
  private readonly cookies: string
  private readonly device: string
  readonly address: string
  private authorization: string | null
  /** Why its cookie must not act: the page that opened it is not ours. */
  private readonly foreign: string | null
  /** Whether tRPC's `connectionParams` message comes first. */
  readonly announcesParams: boolean

  constructor(
    private readonly services: Services,
    request: IncomingMessage,
  ) {
    const header = headerOf(request)
    this.cookies = header("cookie") ?? ""
    this.device = header("user-agent")?.slice(0, 300) ?? ""
    this.address = addressOf(request, services.environment.TRUSTED_PROXIES)
    this.authorization = header("authorization") ?? null
    this.foreign = foreignOrigin(header, services.environment, true)
    this.announcesParams =
      new URLSearchParams(request.url?.split("?")[1] ?? "").get("connectionParams") === "1"
  }

  /** Whether it brought nothing to say who is calling. */
  get isStranger(): boolean {
    return this.cookies === "" && this.authorization === null
  }

  /**
   * Why the socket is not opened at all. A foreign page without a cookie may connect if it says that a token comes: it
   * can only do what whoever gave it the token could do.
   */
  get refusal(): string | null {
    return this.cookies === "" && (this.announcesParams || this.authorization !== null) ? null : this.foreign
  }

  /** Takes `{ token }` from the `connectionParams` message; anything else in it is ignored. */
  takeParams(params: unknown): void {
    if (typeof params !== "object" || params === null || !("token" in params)) return
    if (typeof params.token === "string") this.authorization = `Bearer ${params.token}`
  }

  /** Who it is, when it is somebody whose calls are taken. */
  async identify(): Promise<Identity | null> {
    const { services, cookies, authorization } = this
    const identity = await services.auth.identify({ cookies, authorization })
    return this.foreign !== null && identity?.via.kind !== "token" ? null : identity
  }

  /**
   * The context of one call, with the caller as they are now: each call is checked anew.
   * @throws Refusal `foreign_origin`, `rate_limit`.
   */
  async context(signal: AbortSignal): Promise<Context> {
    const { services, cookies, authorization, address } = this
    const identity = await services.auth.identify({ cookies, authorization })
    if (this.foreign !== null && identity?.via.kind !== "token")
      throw new Refusal("foreign_origin", this.foreign)
    await admitCalls(services, identity, address, 1)
    return { ...this.anonymous(), identity, signal }
  }

  /** The context of a call that failed before it was known who calls. */
  anonymous(): Context {
    const { services, address, device, cookies } = this
    return {
      services,
      db: services.db,
      identity: null,
      requestId: newId(),
      idempotencyKey: null,
      address,
      device,
      cookies,
      // What ends a session works here too; what begins one asks first.
      setCookie: () => undefined,
      keepsCookies: false,
    }
  }
}
