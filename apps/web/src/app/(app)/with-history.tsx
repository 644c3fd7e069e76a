"use client"

import dynamic from "next/dynamic"
import type { ComponentProps, ReactNode } from "react"
import { ChangeSkeleton } from "../../shell/change-skeleton"
import { HistoryProvider, type RecordHistory } from "../../shell/record-history"

const HistoryTab = dynamic(
  () => import("../../features/changes/history-tab").then((module) => module.HistoryTab),
  { loading: () => <ChangeSkeleton flush /> },
)

const draw = (record: ComponentProps<typeof RecordHistory>) => <HistoryTab {...record} />

/** Lets the pages below show the history of their records. */
export const WithHistory = ({ children }: { children: ReactNode }) => (
  <HistoryProvider value={draw}>{children}</HistoryProvider>
)
