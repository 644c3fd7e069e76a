"use client"

import type { Campaign } from "@alphas/domain/campaigns/dto"
import { invalidFields } from "../../data/refusal"
import { trpc } from "../../data/trpc"
import { useConfirm } from "../../feedback/confirm"
import { type Reader, sayDay } from "../../format/dates"
import { useReader } from "../../format/reader"

/** Why time on a day is unusual for a campaign; null where it is not. */
export function whyUnusual(
  { name, status, startDay }: Pick<Campaign, "name" | "status" | "startDay">,
  day: string,
  reader: Reader,
): string | null {
  if (status === "completed") return `${name} is completed.`
  return day < startDay ? `${name} starts on ${sayDay(startDay, reader)}.` : null
}

/** Asks before time goes to a campaign that is completed or has not begun. @throws AlphasError at the field for a no. */
export function useAskCampaign() {
  const [confirm, utils, reader] = [useConfirm(), trpc.useUtils(), useReader()]
  return async (campaignId: string, day: string): Promise<void> => {
    // What the reader may not open says nothing; the server decides.
    const campaign = await utils.campaigns.get.fetch({ id: campaignId }).catch(() => null)
    const why = campaign && whyUnusual(campaign, day, reader)
    if (why === null) return
    const sure = await confirm({ title: "Log time on this campaign?", text: why, action: "Log time" })
    if (!sure) throw invalidFields({ campaignId: "Choose another campaign." })
  }
}
