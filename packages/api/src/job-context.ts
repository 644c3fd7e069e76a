import type { Identity } from "@alphas/auth/identity"
import { newId } from "@alphas/domain/ids"
import type { Context, Services } from "./context"

/** The context of a job that works for somebody: what it does is theirs in the log, through `job`. */
export function jobContext(services: Services, viewer: Identity["viewer"]): Context & { identity: Identity } {
  return {
    services,
    db: services.db,
    identity: { viewer, via: { kind: "job" } },
    requestId: newId(),
    idempotencyKey: null,
    address: "",
    device: "",
    cookies: "",
    setCookie: () => undefined,
  }
}
