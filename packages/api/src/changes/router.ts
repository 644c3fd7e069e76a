import { FollowChanges, FollowPresence, ListAudit, ListHistory } from "@alphas/domain/changes/input"
import { Nothing } from "@alphas/domain/ids"
import { live, query, router } from "../trpc"
import { followChanges, followPresence, listPresence } from "./live"
import { listAudit, listHistory } from "./read"

export const changes = router({
  live: live("changes.live").input(FollowChanges).subscription(followChanges),
  history: query("changes.history").input(ListHistory).query(listHistory),
  audit: query("changes.audit").input(ListAudit).query(listAudit),
})

export const presence = router({
  live: live("presence.read").input(FollowPresence).subscription(followPresence),
  list: query("presence.read").input(Nothing).query(listPresence),
})
