import { Explain } from "@alphas/domain/permissions-input"
import { query, router } from "../trpc"
import { explain } from "./explain"

export const permissions = router({
  explain: query("permissions.explain").input(Explain).query(explain),
})
