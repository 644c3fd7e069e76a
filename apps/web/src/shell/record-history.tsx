"use client"

import { createContext, type ReactNode, useContext } from "react"

interface Props {
  entity: "task"
  id: string
}

const DrawHistory = createContext<(record: Props) => ReactNode>(() => null)

/** Says how the history of a record is drawn: the feature that does it comes after those that show it. */
export const HistoryProvider = DrawHistory.Provider

/** Every change to a record, for a tab of it. */
export const RecordHistory = (record: Props): ReactNode => useContext(DrawHistory)(record)
