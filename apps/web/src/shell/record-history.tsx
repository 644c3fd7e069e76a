"use client"

import type { Historical } from "@alphas/domain/entities"
import { createContext, type ReactNode, useContext } from "react"

interface Props {
  entity: Historical
  id: string
  /** The currency of the record's amounts. */
  currency?: string
  /** What hangs on the record and is not named by each of its changes. */
  named?: readonly { id: string; name: string }[]
}

const DrawHistory = createContext<(record: Props) => ReactNode>(() => null)

/** Says how the history of a record is drawn: the feature that does it comes after those that show it. */
export const HistoryProvider = DrawHistory.Provider

/** Every change to a record, for a tab of it. */
export const RecordHistory = (record: Props): ReactNode => useContext(DrawHistory)(record)
