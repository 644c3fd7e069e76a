"use client"

import { useMemo } from "react"
import { usePermission } from "../../data/me"
import { campaignColumns, columnsOfClient } from "./campaign-columns"

/** The columns of the list of campaigns, or of a client's, for the reader. */
export function useCampaignColumns(of: "all" | "client" = "all") {
  const [finances, people] = [usePermission("campaigns.finances"), usePermission("users.directory")]
  return useMemo(
    () => (of === "client" ? columnsOfClient({ finances, people }) : campaignColumns({ finances, people })),
    [of, finances, people],
  )
}
