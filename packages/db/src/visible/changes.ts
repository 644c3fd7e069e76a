import { changeEpoch, changes, idempotencyKeys } from "../schema/changes"
import { clientReach, nobodys, ownRows } from "./grants"

export const changesTables = {
  changes: clientReach(changes, changes.clientId, "changes.history"),
  idempotencyKeys: ownRows(idempotencyKeys, idempotencyKeys.userId),
  changeEpoch: nobodys(changeEpoch),
}
