import type { Services } from "@alphas/api/context"
import { loadPlan, writePlan } from "@alphas/api/schedule/plan"
import { preview } from "@alphas/domain/schedule/plan"

/** Puts the tasks of a campaign where the schedule has them, and counts them. */
export async function settlePlan(services: Services, campaignId: string): Promise<void> {
  await services.db.transaction(async (tx) => {
    const plan = await loadPlan(tx, campaignId)
    const sent: Promise<unknown>[] = []
    const ctx = {
      ...{ services, db: services.db, tx, identity: null, requestId: "", idempotencyKey: null },
      ...{
        address: "",
        device: "",
        cookies: "",
        setCookie: () => undefined,
        record: () => undefined,
        later: (each: Promise<unknown>) => void sent.push(each),
      },
    }
    await writePlan(ctx, plan, preview(plan, []).moves)
    await Promise.all(sent)
  })
}
